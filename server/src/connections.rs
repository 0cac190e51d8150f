use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::io::{AsyncRead, AsyncWrite};
use tower::ServiceExt;

/// How long a connection may take to say what it asks for, and how long it may say nothing between two requests: longer than
/// proxies keep a quiet connection, as it must be them who close it.
pub const HEADERS: Duration = Duration::from_secs(90);

/// Serves every connection until `stop`; then takes no more, and ends when the requests on the open ones are answered. A
/// connection that does not send a whole head in time is closed, so that slow ones cannot pile up.
pub async fn serve<L>(mut listener: L, router: Router, headers: Duration, stop: impl Future<Output = ()>)
where
    L: Listener<Addr = SocketAddr>,
    L::Io: AsyncRead + AsyncWrite,
{
    let open = GracefulShutdown::new();
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let router = router.clone();
        let answer = service_fn(move |request: Request<_>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        });
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new()).header_read_timeout(headers);
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), answer));
        // How it ended is the other side's affair.
        tokio::spawn(async move { drop(connection.await) });
    }
    drop(listener);
    open.shutdown().await;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use axum::routing::get;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpStream};
    use tokio::sync::oneshot;

    const ASK: &[u8] = b"GET / HTTP/1.1\r\nhost: hall.example\r\n\r\n";

    /// A server whose answers take a moment, its address, and what stops it.
    async fn start(headers: Duration) -> (SocketAddr, oneshot::Sender<()>, tokio::task::JoinHandle<()>) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let slow = get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            format!("hello {}", peer.ip())
        });
        let router = Router::new().route("/", slow);
        let server = tokio::spawn(serve(listener, router, headers, async { drop(stopped.await) }));
        (address, stop, server)
    }

    #[tokio::test]
    async fn half_a_head_does_not_hold_a_connection() {
        let (address, _stop, _server) = start(Duration::from_millis(200)).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nhost: ").await.unwrap();
        // Ends because the server closes; without that this test would not end.
        let mut said = Vec::new();
        let _ = slow.read_to_end(&mut said).await;
        assert!(!String::from_utf8_lossy(&said).contains("hello"));
    }

    #[tokio::test]
    async fn what_was_asked_before_the_end_is_answered() {
        let (address, stop, server) = start(HEADERS).await;
        let (mut asking, mut quiet) =
            (TcpStream::connect(address).await.unwrap(), TcpStream::connect(address).await.unwrap());
        quiet.write_all(ASK).await.unwrap();
        let mut first = [0; 15];
        quiet.read_exact(&mut first).await.unwrap();
        asking.write_all(ASK).await.unwrap();
        tokio::time::sleep(Duration::from_millis(50)).await;
        stop.send(()).unwrap();
        let mut said = String::new();
        asking.read_to_string(&mut said).await.unwrap();
        assert!(said.starts_with("HTTP/1.1 200 OK") && said.ends_with("hello 127.0.0.1"), "{said}");
        // The connection that only stood open does not keep the server up.
        server.await.unwrap();
        assert!(TcpStream::connect(address).await.is_err());
    }
}
