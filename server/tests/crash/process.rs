use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// A failure rather than a wait without end.
const LONG: Duration = Duration::from_secs(60);

/// A real server, which can be killed.
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts it and waits until it can work.
    pub async fn start(args: &[String], port: u16) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guildhall"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("GUILDHALL_")) {
            command.env_remove(name);
        }
        let child = command.args(args).stdin(Stdio::null()).stdout(Stdio::null()).spawn().unwrap();
        let process = Self { child };
        let begun = Instant::now();
        while ask(port, "GET /readyz HTTP/1.1", "", "").await != Some(200) {
            assert!(begun.elapsed() < LONG, "the server does not get ready");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        process
    }

    /// As when the power goes.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Asks over a connection of its own; the status, if the whole answer came.
pub async fn ask(port: u16, line: &str, headers: &str, body: &str) -> Option<u16> {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).await.ok()?;
    let length = body.len();
    let request = format!(
        "{line}\r\nhost: 127.0.0.1:{port}\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    );
    stream.write_all(request.as_bytes()).await.ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).await.ok()?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    let (head, _) = answer.split_once("\r\n\r\n")?;
    head.split(' ').nth(1)?.parse().ok()
}
