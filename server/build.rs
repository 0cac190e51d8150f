//! The site is embedded into the binary, so a changed site makes a changed binary.

fn main() {
    let site = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site");
    // Without cargo-leptos (cargo check, cargo test) there may be no site yet; the folder has to exist all the same.
    if let Err(cause) = std::fs::create_dir_all(&site) {
        println!("cargo::error=cannot create {}: {cause}", site.display());
    }
    println!("cargo::rerun-if-changed={}", site.display());
    println!("cargo::rerun-if-changed=build.rs");
}
