//! What a browser makes of an answer.

use ego_tree::NodeRef;
use scraper::node::Node;
use scraper::{ElementRef, Html, Selector};

/// A page as a browser without script reads it: an element, a text or a comment a line, in the order of the document.
/// Texts and the values of attributes pass through `read`. The scripts by which answers of the server are handed over
/// are left out: which of them are ready before a page is complete differs from time to time.
pub fn outline(html: &str, read: &dyn Fn(&str) -> String) -> Vec<String> {
    let document = Html::parse_document(html);
    let is_handing_over = |node: NodeRef<'_, Node>| {
        let text = node.first_child().and_then(|child| child.value().as_text().map(|text| text.starts_with("__")));
        node.value().as_element().is_some_and(|element| element.name() == "script") && text == Some(true)
    };
    let line = |node: NodeRef<'_, Node>| {
        if is_handing_over(node) || node.parent().is_some_and(is_handing_over) {
            return None;
        }
        let indent = " ".repeat(node.ancestors().count());
        let line = match node.value() {
            Node::Element(element) => {
                // The nonce of scripts is another one in every answer.
                let attributes = element.attrs().filter(|(name, _)| *name != "nonce");
                let mut attributes: Vec<_> =
                    attributes.map(|(name, value)| format!(" {name}={:?}", read(value))).collect();
                attributes.sort();
                format!("<{}{}>", element.name(), attributes.concat())
            }
            Node::Text(text) => format!("{:?}", read(text)),
            Node::Comment(comment) => format!("<!--{}-->", read(comment)),
            _ => return None,
        };
        Some(format!("{indent}{line}"))
    };
    document.tree.root().descendants().filter_map(line).collect()
}

/// Whatever in a page only typed markup can have brought: the elements and attributes of `typed::MARKUP`.
pub fn intruders(html: &str) -> Vec<String> {
    let document = Html::parse_document(html);
    let is_ours = |element: &ElementRef<'_>| {
        let element = element.value();
        let names = element.attrs().map(|(name, _)| name).chain([element.name()]);
        let is = |name, value| element.attr(name) == Some(value);
        !names.into_iter().any(|name| name.starts_with("zz-"))
            && !is("src", "x")
            && !is("action", "/zz")
            && !element.attr("http-equiv").is_some_and(|it| it.eq_ignore_ascii_case("refresh"))
    };
    let all = Selector::parse("*").unwrap();
    document.select(&all).filter(|element| !is_ours(element)).map(|element| element.html()).collect()
}

/// A form that a page posts.
#[derive(Clone, Debug)]
pub struct Form {
    pub action: String,
    /// Name and value of what a person does not see.
    pub hidden: Vec<(String, String)>,
    /// Names of what a person types or chooses.
    pub typed: Vec<String>,
}

impl Form {
    pub fn has(&self, name: &str) -> bool {
        self.typed.iter().chain(self.hidden.iter().map(|(name, _)| name)).any(|other| other == name)
    }
}

/// The forms of a page that are posted.
pub fn forms(html: &str) -> Vec<Form> {
    let (form, control) =
        (Selector::parse("form[method=post]").unwrap(), Selector::parse("[name]:is(input, textarea, select)").unwrap());
    let read = |form: ElementRef<'_>| {
        let mut found = Form { action: form.attr("action")?.to_owned(), hidden: vec![], typed: vec![] };
        for control in form.select(&control) {
            let name = control.attr("name").unwrap_or_default().to_owned();
            match control.attr("type") {
                Some("hidden") => found.hidden.push((name, control.attr("value").unwrap_or_default().to_owned())),
                _ => found.typed.push(name),
            }
        }
        found.typed.dedup();
        Some(found)
    };
    Html::parse_document(html).select(&form).filter_map(read).collect()
}
