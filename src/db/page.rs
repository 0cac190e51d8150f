/// Cuts what was asked for with one row more than fits down to a page, and says where the next one begins, if there is
/// one.
pub(crate) fn page<T, C>(mut rows: Vec<T>, limit: i64, cursor: impl FnOnce(&T) -> C) -> (Vec<T>, Option<C>) {
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(cursor);
    (rows, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_where_the_next_begins() {
        assert_eq!(page(vec![1, 2, 3], 2, |row| *row), (vec![1, 2], Some(2)));
        assert_eq!(page(vec![1, 2], 2, |row| *row), (vec![1, 2], None));
        assert_eq!(page(Vec::<i32>::new(), 2, |row| *row), (vec![], None));
    }
}
