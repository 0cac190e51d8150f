use super::Line;
use super::line::Sight;
use crate::access::Actor;
use crate::db::Db;
use crate::id::NoticeId;
use crate::{Result, notice};

/// What a person is told inside the application, read or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    pub line: Line,
    pub read: bool,
}

/// One page of notices, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Notices {
    pub rows: Vec<Notice>,
    /// Where the next, older page begins.
    pub older: Option<NoticeId>,
}

/// A page of the caller's notices, from `before` downwards.
pub async fn notices(db: &Db, actor: &Actor, before: Option<&NoticeId>) -> Result<Notices> {
    let (rows, older) = notice::page(&mut *db.read().await?, &actor.user, before).await?;
    let notice =
        |row: notice::Row| Notice { read: row.read_at.is_some(), line: Line::new(row.event, Sight::Own(&actor.user)) };
    Ok(Notices { rows: rows.into_iter().map(notice).collect(), older })
}
