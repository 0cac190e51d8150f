use leptos::prelude::window;
use leptos::wasm_bindgen::JsValue;

/// Takes a parameter out of the address bar, so that a reload or a bookmark does not say again what was said.
pub fn without(parameter: &str) {
    let location = window().location();
    let (Ok(path), Ok(search), Ok(history)) = (location.pathname(), location.search(), window().history()) else {
        return;
    };
    let query = without_in(&search, parameter);
    // The state stays as it is: the router keeps its own there.
    let state = history.state().unwrap_or(JsValue::NULL);
    let _ = history.replace_state_with_url(&state, "", Some(&format!("{path}{query}")));
}

/// The query without one of its parameters, with its question mark if anything is left.
fn without_in(search: &str, parameter: &str) -> String {
    let is_other = |pair: &&str| pair.split('=').next() != Some(parameter);
    let rest: Vec<_> = search.trim_start_matches('?').split('&').filter(is_other).collect();
    match rest.join("&") {
        rest if rest.is_empty() => rest,
        rest => format!("?{rest}"),
    }
}

#[cfg(test)]
mod tests {
    use super::without_in;

    #[test]
    fn only_the_named_parameter_goes() {
        assert_eq!(without_in("?done=saved", "done"), "");
        assert_eq!(without_in("?before=7&done=saved&state=open", "done"), "?before=7&state=open");
        assert_eq!(without_in("", "done"), "");
        assert_eq!(without_in("?undone=1", "done"), "?undone=1");
    }
}
