//! Markup that is typed into a form, an address or a header comes back as text at once.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use axum::http::StatusCode;

use super::page::{Form, forms, intruders};
use super::paths;
use crate::texts;

/// Tries every place at once: title, text area, script, comment and attribute.
const MARKUP: &str = "Zebra</title></textarea></script>--><zz-x>\" zz-x=\"1\" '/zz-x='<img src=x>\
                      <meta http-equiv=refresh content=0><form action=/zz>\u{2028}\u{202e}{{7}}";

fn encoded(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect::<String>().replace('+', "%20")
}

/// The parameters of addresses that any page reads, as its code says, so that none is forgotten.
fn parameters() -> BTreeSet<String> {
    fn read(folder: &Path, found: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                read(&path, found);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            for part in text.split("get(\"").skip(1).chain(text.split("word(\"").skip(1)) {
                found.extend(part.split('"').next().filter(|name| name.len() < 20).map(str::to_owned));
            }
        }
    }
    let mut found = BTreeSet::new();
    read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../app/src"), &mut found);
    for known in ["before", "done", "id", "next", "q", "token"] {
        assert!(found.contains(known), "{known} is not among {found:?}");
    }
    found
}

#[tokio::test]
async fn typed_into_an_address_or_a_header() {
    let texts = texts::stored().await;
    let server = crate::test_server::TestServer::open_in(texts.folder(), &["--dev"]).await;
    let query: Vec<_> = parameters().iter().map(|name| format!("{name}={}", encoded(MARKUP))).collect();
    let query = query.join("&");
    let header: String = MARKUP.chars().filter(char::is_ascii).collect();
    let headers = [("user-agent", header.as_str()), ("referer", &header), ("accept-language", &header)];
    let mut found = Vec::new();
    for (kind, username, session) in &texts.world.callers {
        let server = server.holding(session.as_ref());
        let pages =
            paths(&server, username).await.into_iter().filter(|path| !path.starts_with("/do/") && path != "/live");
        for path in pages {
            let path = path.split('?').next().unwrap_or_default();
            let parts: Vec<_> = path.split('/').skip(1).filter(|part| !part.is_empty()).collect();
            // The page itself, and each part of its path in turn replaced.
            let mut asked = vec![format!("{path}?{query}")];
            for at in 0..parts.len() {
                let mut parts: Vec<_> = parts.iter().map(|part| (*part).to_owned()).collect();
                parts[at] = encoded(MARKUP);
                asked.push(format!("/{}", parts.join("/")));
            }
            for path in asked {
                let answer = server.get_with(&path, &headers).await;
                assert!(!answer.status.is_server_error(), "{path} by {kind}: {}", answer.status);
                found.extend(intruders(&answer.body).into_iter().map(|it| format!("{path} by {kind}: {it}")));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
}

#[tokio::test]
async fn typed_into_a_form() {
    let texts = texts::stored().await;
    let (mut found, mut shown_again, mut sent) = (Vec::new(), 0, BTreeMap::new());
    for (kind, username, session) in &texts.world.callers {
        let mut server = texts.server().await.holding(session.as_ref());
        for path in
            paths(&server, username).await.into_iter().filter(|path| !path.starts_with("/do/") && path != "/live")
        {
            let page = server.get(&path).await;
            for form in forms(&page.body) {
                // One form of each page and function is enough; a list has as many as rows.
                let names = form.typed.clone();
                if sent.insert((*kind, path.clone(), form.action.clone(), names.clone()), ()).is_some() {
                    continue;
                }
                for hidden_too in [false, true] {
                    let answer = server.post(&form.action, &as_pairs(&filled(&form, hidden_too))).await;
                    let status = answer.status;
                    assert!(!status.is_server_error(), "{} on {path} by {kind}: {status}", form.action);
                    shown_again += usize::from(answer.body.contains("Zebra&lt;/title"));
                    let on = format!("{} on {path} by {kind}", form.action);
                    found.extend(intruders(&answer.body).into_iter().map(|it| format!("{on}: {it}")));
                    if answer.status == StatusCode::SEE_OTHER {
                        // Where it was taken, the page that follows is looked at, and the next begins anew.
                        let next = server.get(answer.location()).await;
                        found.extend(intruders(&next.body).into_iter().map(|it| format!("after {on}: {it}")));
                        server = texts.server().await.holding(session.as_ref());
                    }
                }
            }
        }
    }
    assert_eq!(found, Vec::<String>::new());
    assert!(shown_again > 20, "only {shown_again} forms of {} were shown again with what was typed", sent.len());
}

/// Markup in every field that a person sees, or also in the others.
fn filled(form: &Form, hidden_too: bool) -> Vec<(String, String)> {
    let hidden = form.hidden.iter().map(|(name, value)| {
        let stays = !hidden_too || name == "_page";
        (name.clone(), if stays { value.clone() } else { MARKUP.to_owned() })
    });
    hidden.chain(form.typed.iter().map(|name| (name.clone(), MARKUP.to_owned()))).collect()
}

fn as_pairs(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
}
