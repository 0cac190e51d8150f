use std::collections::HashSet;
use std::sync::{LazyLock, Mutex, PoisonError};

/// A word of our own code, as a path of a server function, as one that lasts: there are only as many as the code has.
/// Never for what people type.
pub fn known(word: &str) -> &'static str {
    static WORDS: LazyLock<Mutex<HashSet<&'static str>>> = LazyLock::new(Mutex::default);
    let mut words = WORDS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(kept) = words.get(word) {
        return kept;
    }
    let word: &'static str = String::leak(word.to_owned());
    words.insert(word);
    word
}
