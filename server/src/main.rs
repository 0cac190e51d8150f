//! The binary; everything stands in the library, where tests reach it.

use std::process::ExitCode;

use mimalloc::MiMalloc;

/// Pages are many small allocations on many threads.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    server::cli::run(std::env::args_os().collect()).await
}
