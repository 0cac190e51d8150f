use leptos_router::location::Url;

/// The query of an address, put together word by word: what is empty is left out.
#[derive(Default)]
pub struct Query(String);

impl Query {
    pub fn with(mut self, name: &str, value: &str) -> Self {
        if !value.is_empty() {
            self.0 += if self.0.is_empty() { "?" } else { "&" };
            self.0 += &format!("{name}={}", Url::escape(value));
        }
        self
    }

    /// The same for a choice, of which nothing is the usual one.
    pub fn with_choice<T: Copy>(self, name: &str, choice: Option<T>, word: fn(T) -> &'static str) -> Self {
        self.with(name, choice.map_or("", word))
    }

    /// The address of a path with it.
    pub fn at(self, path: &str) -> String {
        format!("{path}{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_put_in_comes_out_as_it_was() {
        for value in ["a&b", "50%41", "/orgs/acme/people?q=a%26b&after=1%7Ex", "two words", "ä+ö"] {
            let address = Query::default().with("empty", "").with("next", value).at("/account/confirm");
            let (path, query) = address.split_once("?next=").unwrap_or_default();
            assert_eq!((path, Url::unescape(query).as_str()), ("/account/confirm", value));
        }
    }
}
