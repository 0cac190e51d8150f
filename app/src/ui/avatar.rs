use super::{Markup, html};
use leptos::prelude::*;

const HUES: u32 = 12;

/// A picture drawn from the name: initials on a hue that the username picks. Says nothing to a screen reader, so the
/// name must stand beside it.
#[component]
pub fn Avatar(
    /// The display name; its first letters are shown.
    #[prop(into)]
    name: String,
    /// What picks the hue: the username, which rarely changes.
    #[prop(into)]
    seed: String,
    /// Square with round corners, as organizations are drawn.
    #[prop(optional)]
    org: bool,
    /// `s`, `m` or `l`.
    #[prop(default = "m")]
    size: &'static str,
) -> impl IntoView {
    let shape = match (org, size) {
        (false, "m") => String::new(),
        (true, "m") => " org".to_owned(),
        (org, size) => format!("{} {size}", if org { " org" } else { "" }),
    };
    let class = format!("avatar hue-{}{shape}", hue(&seed));
    view! { <span class=class aria-hidden="true">{initials(&name)}</span> }.into_any()
}

/// The picture of a user in a row.
pub fn avatar(name: &str, seed: &str) -> Markup {
    picture(name, seed, "")
}

fn picture(name: &str, seed: &str, shape: &str) -> Markup {
    html! { span class={ "avatar hue-" (hue(seed)) (shape) } aria-hidden="true" { (initials(name)) } }
}

/// A user as lists show them: picture, display name, username.
#[component]
pub fn Person(#[prop(into)] name: String, #[prop(into)] username: String) -> impl IntoView {
    view! {
        <span class="person">
            <Avatar name=name.clone() seed=username.clone()/>
            <span>
                <b>{name}</b>
                <span class="name">{username}</span>
            </span>
        </span>
    }
    .into_any()
}

/// The same in a row.
pub fn person(name: &str, username: &str) -> Markup {
    html! { span.person { (avatar(name, username)) span { b { (name) } span.name { (username) } } } }
}

/// The same, where the name leads to a page.
#[cfg(feature = "ssr")]
pub fn person_at(name: &str, username: &str, href: &str) -> Markup {
    html! {
        span.person {
            (avatar(name, username))
            span { b { a href=(href) { bdi { (name) } } } span.name { (username) } }
        }
    }
}

/// An organization in a row: picture, display name and name, which lead to a page where there is one.
pub fn organization(display_name: &str, name: &str, href: Option<&str>) -> Markup {
    let names = html! { b { (display_name) } " " span.name { (name) } };
    html! {
        span.person {
            (picture(display_name, name, " org"))
            span { @if let Some(href) = href { a href=(href) { (names) } } @else { (names) } }
        }
    }
}

/// Who did something, in a sentence: the display name and, where that is not the username, the username that nobody
/// shares.
#[component]
pub fn Who(#[prop(into)] name: String, #[prop(into)] username: String) -> impl IntoView {
    let username = (name != username).then(|| view! { " " <span class="name">{format!("@{username}")}</span> });
    view! { <b><bdi>{name}</bdi></b> {username} }.into_any()
}

/// The same in a row.
pub fn who(name: &str, username: &str) -> Markup {
    html! { b { bdi { (name) } } @if name != username { " " span.name { "@" (username) } } }
}

/// First letters of the first two words, or the first two of a single word.
fn initials(name: &str) -> String {
    let letters = |word: &str, count: usize| -> String {
        word.chars().filter(|letter| letter.is_alphanumeric()).take(count).collect()
    };
    let mut words = name
        .split(|letter: char| letter.is_whitespace() || matches!(letter, '-' | '_' | '.'))
        .filter(|word| word.chars().any(char::is_alphanumeric));
    let text = match (words.next(), words.next()) {
        (Some(first), Some(second)) => letters(first, 1) + &letters(second, 1),
        (Some(only), None) => letters(only, 2),
        _ => "?".into(),
    };
    upper(&text)
}

/// In capitals. The browser knows them of every letter itself, so that the program need not bring its table.
#[cfg(feature = "hydrate")]
fn upper(text: &str) -> String {
    js_sys::JsString::from(text).to_upper_case().into()
}

#[cfg(not(feature = "hydrate"))]
fn upper(text: &str) -> String {
    text.to_uppercase()
}

/// The same seed has the same hue in every process and browser.
fn hue(seed: &str) -> u32 {
    let hash = seed.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    // The low bits alone fall together for short names.
    (hash >> 7) % HUES
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_the_first_letters_of_two_words() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("ada"), "AD");
        assert_eq!(initials("  Linus  Tørvald-Bäckström "), "LT");
        assert_eq!(initials("acme_widgets"), "AW");
    }

    #[test]
    fn initials_know_other_scripts_and_empty_names() {
        assert_eq!(initials("فاطمة الزهراء"), "فا");
        assert_eq!(initials("王小明"), "王小");
        assert_eq!(initials("!!"), "?");
        assert_eq!(initials(""), "?");
    }

    #[test]
    fn a_hue_stays_on_the_wheel() {
        for seed in ["", "ada", "grace", "فاطمة"] {
            assert!(hue(seed) < HUES);
        }
        // The same in every process and browser: pictures drawn yesterday look the same today.
        assert_eq!(["ada", "grace", "acme-widgets"].map(hue), [7, 4, 11]);
    }
}
