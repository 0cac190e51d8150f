//! What of the database is kept in memory until word comes that it changed, so that not every act asks for what hardly
//! ever does. Word can be lost, as when a server is killed between a change and telling the others, so nothing is kept
//! for long.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::Result;

/// What was read longer ago is read again.
const LIFE: Duration = Duration::from_secs(10);

/// One value of a type each; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Memory(Arc<Mutex<Values>>);

#[derive(Debug, Default)]
struct Values {
    by_type: HashMap<TypeId, (Instant, Arc<dyn Any + Send + Sync>)>,
    /// How often everything was forgotten.
    changes: u64,
}

impl Memory {
    /// The value, or what `load` reads. What was read while word of a change came is used once and not kept.
    pub(crate) async fn get_or<T: Any + Send + Sync>(&self, load: impl Future<Output = Result<T>>) -> Result<Arc<T>> {
        let (known, changes) = {
            let values = self.lock();
            let known = values.by_type.get(&TypeId::of::<T>()).filter(|(read_at, _)| read_at.elapsed() < LIFE);
            (known.map(|(_, value)| value.clone()), values.changes)
        };
        let read_at = Instant::now();
        if let Some(known) = known.and_then(|known| known.downcast().ok()) {
            return Ok(known);
        }
        let read = Arc::new(load.await?);
        let mut values = self.lock();
        if values.changes == changes {
            values.by_type.insert(TypeId::of::<T>(), (read_at, read.clone()));
        }
        Ok(read)
    }

    /// Something changed, or may have: everything is read again when it is needed.
    pub(crate) fn forget(&self) {
        let mut values = self.lock();
        values.by_type.clear();
        values.changes += 1;
    }

    fn lock(&self) -> MutexGuard<'_, Values> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    async fn read(memory: &Memory, value: u32) -> u32 {
        *memory.get_or(async { Ok(value) }).await.unwrap()
    }

    #[tokio::test]
    async fn a_value_is_read_once_until_it_changes() {
        let memory = Memory::default();
        assert_eq!(read(&memory, 1).await, 1);
        assert_eq!(read(&memory, 2).await, 1);
        memory.forget();
        assert_eq!(read(&memory, 3).await, 3);
    }

    #[tokio::test]
    async fn nothing_is_kept_for_long() {
        let memory = Memory::default();
        assert_eq!(read(&memory, 1).await, 1);
        for (read_at, _) in memory.lock().by_type.values_mut() {
            *read_at = read_at.checked_sub(LIFE).unwrap();
        }
        assert_eq!(read(&memory, 2).await, 2, "whatever became of the word");
    }

    #[tokio::test]
    async fn what_was_read_during_a_change_is_not_kept() {
        let memory = Memory::default();
        let early = memory.get_or(async {
            memory.forget();
            Ok(1_u32)
        });
        assert_eq!(*early.await.unwrap(), 1);
        assert_eq!(read(&memory, 2).await, 2);
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_asked_for_again() {
        let memory = Memory::default();
        assert!(memory.get_or::<u32>(async { Err(crate::Error::Internal) }).await.is_err());
        assert_eq!(read(&memory, 1).await, 1);
    }
}
