//! Every connection, from the moment it is accepted: how many there may be, and how long each may keep us waiting.

use std::future::Future;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
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

mod patient;
mod places;

use patient::Patient;
pub use places::{Places, raise_files};

/// How long a connection may keep us waiting.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// For what it asks, and between two requests.
    pub head: Duration,
    /// The same for a trusted proxy.
    pub proxy: Duration,
    /// For it to take the next part of an answer.
    pub taking: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        let seconds = Duration::from_secs;
        // Longer than proxies keep a quiet connection, as it must be them who close it.
        Self { head: seconds(20), proxy: seconds(90), taking: seconds(30) }
    }
}

/// Serves every connection until `stop`; then takes no more, and ends when the requests on the open ones are answered.
/// A connection for which there is no place, or which keeps us waiting too long, is closed, so that such ones cannot
/// pile up.
pub async fn serve<L>(
    mut listener: L,
    router: Router,
    patience: Patience,
    places: Places,
    stop: impl Future<Output = ()>,
) where
    L: Listener<Addr = SocketAddr>,
    L::Io: AsyncRead + AsyncWrite + Unpin,
{
    let open = GracefulShutdown::new();
    let places = Arc::new(places);
    let mut stop = pin!(stop);
    loop {
        let (stream, peer) = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        let Some(place) = places.take(peer.ip()) else { continue };
        let router = router.clone();
        let answer = service_fn(move |request: Request<_>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo(peer));
            router.clone().oneshot(request)
        });
        let mut http = http1::Builder::new();
        let head = if places.is_proxy(peer.ip()) { patience.proxy } else { patience.head };
        http.timer(TokioTimer::new()).header_read_timeout(head);
        let stream = TokioIo::new(Patient::new(stream, patience.taking));
        let connection = open.watch(http.serve_connection(stream, answer));
        tokio::spawn(async move {
            let _taken = place;
            // How it ended is the other side's affair.
            drop(connection.await);
        });
    }
    drop(listener);
    open.shutdown().await;
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use std::convert::Infallible;

    use axum::Extension;
    use axum::routing::get;
    use futures_util::stream;
    use tokio::io::{AsyncReadExt, AsyncWriteExt};
    use tokio::net::{TcpListener, TcpSocket, TcpStream};
    use tokio::sync::{mpsc, oneshot};

    const ASK: &[u8] = b"GET / HTTP/1.1\r\nhost: hall.example\r\n\r\n";

    /// A server whose answers take a moment, its address, and what stops it.
    async fn start(patience: Patience) -> Started {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel::<()>();
        let slow = get(|ConnectInfo(peer): ConnectInfo<SocketAddr>| async move {
            tokio::time::sleep(Duration::from_millis(300)).await;
            format!("hello {}", peer.ip())
        });
        let endless = get(|Extension(ended): Extension<mpsc::UnboundedSender<()>>| async move {
            let held = Held(ended);
            let pieces = stream::repeat_with(move || {
                let _held = &held;
                Ok::<_, Infallible>(vec![b'x'; 64 * 1024])
            });
            Body::from_stream(pieces)
        });
        let (ended, ends) = mpsc::unbounded_channel();
        let router = Router::new().route("/", slow).route("/endless", endless).layer(Extension(ended));
        let places = Places::new(6, 3, [].into());
        let server = tokio::spawn(serve(listener, router, patience, places, async { drop(stopped.await) }));
        Started { address, stop, server, ends }
    }

    struct Started {
        address: SocketAddr,
        stop: oneshot::Sender<()>,
        server: tokio::task::JoinHandle<()>,
        /// Speaks when an endless answer was given up.
        ends: mpsc::UnboundedReceiver<()>,
    }

    struct Held(mpsc::UnboundedSender<()>);

    impl Drop for Held {
        fn drop(&mut self) {
            let _ = self.0.send(());
        }
    }

    async fn from(network: [u8; 4], address: SocketAddr) -> TcpStream {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from((network, 0))).unwrap();
        socket.connect(address).await.unwrap()
    }

    /// Asks and waits for the answer; `false` when there was no place.
    async fn is_answered(stream: &mut TcpStream) -> bool {
        let mut first = [0; 15];
        stream.write_all(ASK).await.is_ok() && stream.read_exact(&mut first).await.is_ok()
    }

    #[tokio::test]
    async fn one_address_does_not_keep_others_out() {
        let started = start(Patience::default()).await;
        let mut silent = Vec::new();
        for _ in 0..3 {
            let mut stream = from([127, 0, 0, 9], started.address).await;
            assert!(is_answered(&mut stream).await);
            silent.push(stream);
        }
        assert!(!is_answered(&mut from([127, 0, 0, 9], started.address).await).await, "its places are taken");
        assert!(is_answered(&mut from([127, 0, 0, 8], started.address).await).await);
        drop(silent);
        // The server hears of the end a moment later.
        while !is_answered(&mut from([127, 0, 0, 9], started.address).await).await {}
    }

    #[tokio::test]
    async fn who_never_reads_is_not_held() {
        let taking = Duration::from_millis(200);
        let mut started = start(Patience { taking, ..Patience::default() }).await;
        let mut deaf = TcpStream::connect(started.address).await.unwrap();
        deaf.write_all(b"GET /endless HTTP/1.1\r\nhost: hall.example\r\n\r\n").await.unwrap();
        // Comes because the server gives up; without that this test would not end.
        started.ends.recv().await.unwrap();
        drop(deaf);
    }

    #[tokio::test]
    async fn half_a_head_does_not_hold_a_connection() {
        let Started { address, stop: _stop, server: _server, .. } =
            start(Patience { head: Duration::from_millis(200), ..Patience::default() }).await;
        let mut slow = TcpStream::connect(address).await.unwrap();
        slow.write_all(b"GET / HTTP/1.1\r\nhost: ").await.unwrap();
        // Ends because the server closes; without that this test would not end.
        let mut said = Vec::new();
        let _ = slow.read_to_end(&mut said).await;
        assert!(!String::from_utf8_lossy(&said).contains("hello"));
    }

    #[tokio::test]
    async fn what_was_asked_before_the_end_is_answered() {
        let Started { address, stop, server, ends: _ends } = start(Patience::default()).await;
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
