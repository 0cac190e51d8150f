//! One request cannot hold the server: every field of every server function takes as much as a form may carry, by
//! whoever may do the most with it.

use std::time::{Duration, Instant};

use axum::body::Body;
use axum::http::Method;
use server::router::addresses;

use crate::policy::fields;
use crate::texts;

/// Bytes of one field; with the other fields of the form it stays below what a form may have.
const MUCH: usize = 240 * 1024;
/// An address holds less.
const ADDRESS: usize = 60 * 1024;
/// What is done once for each byte takes milliseconds, even here where nothing is optimized; what is done for each pair
/// takes minutes.
const BEARABLE: Duration = Duration::from_secs(3);

/// The arguments of a server function, from its source.
fn arguments(path: &str) -> Vec<String> {
    let place = path.strip_prefix("/do/app/").unwrap();
    let (file, function) = place.rsplit_once('/').unwrap();
    let source = format!("{}/../app/src/{file}.rs", env!("CARGO_MANIFEST_DIR"));
    let source = std::fs::read_to_string(source).unwrap();
    let (_, rest) = source.split_once(&format!("pub async fn {function}(")).unwrap();
    let (list, _) = rest.split_once(") ->").unwrap();
    list.split("#[server(default)]")
        .filter(|argument| !argument.contains("flatten"))
        .filter_map(|argument| argument.trim().split_once(": "))
        .map(|(name, _)| name.to_owned())
        .collect()
}

/// Many different words, one word many times, many lines, one endless word, and signs that look like others.
fn floods(bytes: usize) -> [String; 5] {
    let fill = |piece: &dyn Fn(usize) -> String| {
        let mut text = String::new();
        for number in 0.. {
            let piece = piece(number);
            if text.len() + piece.len() > bytes {
                break;
            }
            text.push_str(&piece);
        }
        text
    };
    [
        fill(&|number| format!("a{number} ")),
        fill(&|_| "max ".into()),
        fill(&|number| format!("a{number}@example.com\n")),
        "a".repeat(bytes),
        fill(&|_| "@0|3$".into()),
    ]
}

#[tokio::test]
async fn no_field_holds_the_server() {
    let stored = texts::stored().await;
    let world = &stored.world;
    let session = |username: &str| world.callers.iter().find(|caller| caller.1 == username).unwrap().2.as_ref();
    let mut asked = 0;
    for (method, path) in addresses().into_iter().filter(|(_, path)| path.starts_with("/do/")) {
        let function = path.rsplit('/').next().unwrap();
        let caller = match path.as_str() {
            path if path.contains("/admin/") => "warden",
            path if path.contains("/entrance/") => "",
            _ => "ada",
        };
        let mut arguments = arguments(&path);
        // Its form is a type of its own.
        if function == "change_settings" {
            arguments.extend(fields(world, function, caller).into_iter().map(|(name, _)| name.to_owned()));
        }
        let server = stored.server().await.holding(session(caller));
        for flooded in &arguments {
            for flood in floods(if method == Method::GET { ADDRESS } else { MUCH }) {
                let mut form: Vec<_> = fields(world, function, caller)
                    .into_iter()
                    .filter(|(name, _)| arguments.iter().any(|other| other == name) && name != flooded)
                    .collect();
                form.push((flooded, flood));
                let begun = Instant::now();
                let answer = match method {
                    Method::GET => {
                        let query: String = form_urlencoded::Serializer::new(String::new())
                            .extend_pairs(form)
                            .finish()
                            .chars()
                            .take(ADDRESS)
                            .collect();
                        let json = [("accept", "application/json")];
                        server.ask(Method::GET, &format!("{path}?{query}"), &json, Body::empty()).await
                    }
                    _ => {
                        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
                        server.call(&path, &form).await
                    }
                };
                let took = begun.elapsed();
                assert!(!answer.status.is_server_error(), "{path} {flooded}: {}", answer.status);
                assert!(took < BEARABLE, "{path} {flooded}: {took:?}");
                asked += 1;
            }
        }
    }
    assert!(asked > 300, "{asked} questions were asked");
}
