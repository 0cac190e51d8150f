use guildhall::error::thousands;
use leptos::prelude::*;

/// "31 of 32 to 1,024 characters", counted while one types.
#[component]
pub fn Counter(
    #[prop(into)] text: Signal<String>,
    /// Fewest characters asked for; 0 asks for none.
    #[prop(optional)]
    min: u32,
    max: u32,
) -> impl IntoView {
    let count = Memo::new(move |_| text.with(|text| characters(text)));
    let over = move || count.get() > i64::from(max);
    view! {
        <span class="counter" class:over=over>
            {move || said(count.get(), min, max)}
        </span>
    }
    .into_any()
}

/// Characters as the server counts them: without the blanks around, a line break as one.
fn characters(text: &str) -> i64 {
    let count = text.trim().chars().filter(|letter| *letter != '\r').count();
    i64::try_from(count).unwrap_or(i64::MAX)
}

fn said(count: i64, min: u32, max: u32) -> String {
    let count = thousands(count);
    match min {
        0 => format!("{count} of {} characters", thousands(max)),
        min => format!("{count} of {} to {} characters", thousands(min), thousands(max)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_are_counted_as_the_server_does() {
        assert_eq!(characters("  grün \r\n王 "), 7);
    }

    #[test]
    fn the_bounds_are_said_in_words() {
        assert_eq!(said(31, 32, 1_024), "31 of 32 to 1,024 characters");
        assert_eq!(said(32, 0, 400), "32 of 400 characters");
    }
}
