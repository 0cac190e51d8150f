//! What `docs/security.md` says holds.

use super::root;

/// The file that a path in `docs/security.md` means.
fn meant(path: &str) -> String {
    let rooms = [("http/", "server/tests/http/"), ("story/", "src/story/"), ("mail/tests/", "src/mail/tests/")];
    let room = rooms.into_iter().find_map(|(short, long)| Some(format!("{long}{}", path.strip_prefix(short)?)));
    room.unwrap_or_else(|| path.to_owned())
}

#[test]
fn what_security_rests_on_exists() {
    let text = std::fs::read_to_string(root().join("docs/security.md")).unwrap();
    let parts: Vec<&str> = text.split('`').collect();
    let mut named = 0;
    // Every other part is code; a test stands beside the file it is in.
    for (place, code) in parts.iter().enumerate().skip(1).step_by(2) {
        let (Some(between), Some(test)) = (parts.get(place + 1), parts.get(place + 2)) else { continue };
        let is_name =
            test.contains('_') && test.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        if !code.ends_with(".rs") || *between != " " || !is_name {
            continue;
        }
        let file = meant(code);
        let source = std::fs::read_to_string(root().join(&file)).unwrap_or_else(|_| panic!("there is no {file}"));
        assert!(
            source.contains(&format!("fn {test}(")) || source.contains(&format!("{test}, |")),
            "{test} is not in {file}"
        );
        named += 1;
    }
    assert!(named > 100, "{named} tests are named");
}

/// Requirements of the standard in one chapter: in all, applicable, met, of these without a test, partly, not.
fn counted(text: &str, chapter: &str) -> [usize; 6] {
    let mut counts = [0; 6];
    for row in text.lines().filter(|line| line.starts_with(&format!("| {chapter}."))) {
        let cells: Vec<&str> = row.split(" | ").collect();
        let (state, shown) = (cells[3], row.split('`').any(|code| code.split('_').count() > 2));
        counts[0] += 1;
        counts[1] += usize::from(state != "not applicable");
        counts[2] += usize::from(state == "met");
        counts[3] += usize::from(state == "met" && !shown);
        counts[4] += usize::from(state == "partly");
        counts[5] += usize::from(state == "not");
    }
    counts
}

#[test]
fn the_counts_of_the_standard_are_those_of_its_rows() {
    let text = std::fs::read_to_string(root().join("docs/security.md")).unwrap();
    let mut all = [0; 6];
    for chapter in 1..=17 {
        let counts = counted(&text, &format!("V{chapter}"));
        all.iter_mut().zip(counts).for_each(|(sum, count)| *sum += count);
        let row = text.lines().find(|line| line.starts_with(&format!("| V{chapter} "))).unwrap();
        let said: Vec<usize> = row.split('|').filter_map(|cell| cell.trim().parse().ok()).collect();
        assert_eq!(said, counts, "V{chapter}");
    }
    let [total, applicable, met, untested, partly, not] = all;
    let sum =
        format!("| **all** | **{total}** | **{applicable}** | **{met}** | **{untested}** | **{partly}** | **{not}** |");
    assert!(text.contains(&sum), "{sum}");
    assert!(met * 100 >= applicable * 85, "{met} of {applicable} is less than 85 in a hundred");
}
