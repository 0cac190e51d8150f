/// Yes or no as both databases keep it: 1 or 0. A field says `try_from = "Flag"` and stays a `bool`.
#[derive(Clone, Copy, Debug, sqlx::Type)]
#[sqlx(transparent)]
pub struct Flag(i64);

impl From<Flag> for bool {
    fn from(flag: Flag) -> Self {
        flag.0 == 1
    }
}
