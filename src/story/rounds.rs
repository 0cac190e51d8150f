use std::future::Future;
use std::time::Duration;

/// How often a race is run; a soak runs it more often.
pub fn rounds(otherwise: usize) -> usize {
    std::env::var("GUILDHALL_ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// The rounds of a race, said once.
pub fn race(name: &str) -> std::ops::Range<usize> {
    let rounds = rounds(20);
    println!("{name}: {rounds} rounds");
    0..rounds
}

/// Two acts at once. From round to round another of the two begins, with or without a start.
pub async fn both<A, B>(round: usize, a: impl Future<Output = A>, b: impl Future<Output = B>) -> (A, B) {
    let start = async |wait: bool| {
        if wait {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    let (a_waits, b_waits) = (round % 4 == 2, round % 4 == 3);
    let a = async {
        start(a_waits).await;
        a.await
    };
    let b = async {
        start(b_waits).await;
        b.await
    };
    if round.is_multiple_of(2) {
        tokio::join!(a, b)
    } else {
        let (b, a) = tokio::join!(b, a);
        (a, b)
    }
}
