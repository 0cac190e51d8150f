use leptos_router::params::ParamsMap;

/// The query of an address, put together word by word: what is empty is left out.
#[derive(Default)]
pub struct Query(ParamsMap);

impl Query {
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        if !value.is_empty() {
            self.0.insert(name, value.to_owned());
        }
        self
    }

    /// The same for a choice, of which nothing is the usual one.
    pub fn with_choice<T: Copy>(self, name: &'static str, choice: Option<T>, word: fn(T) -> &'static str) -> Self {
        self.with(name, choice.map_or("", word))
    }

    /// The address of a path with it.
    pub fn at(self, path: &str) -> String {
        format!("{path}{}", self.0.to_query_string())
    }
}
