use crate::text::choice;

choice! {
    /// What somebody may do in one project, each including those before it.
    Right {
        Read = "read", "Read";
        Publish = "publish", "Publish";
        Maintain = "maintain", "Maintain";
        Admin = "admin", "Admin";
    }
}

choice! {
    /// The right that every Member of an organization has in its projects, by being a Member.
    BaseRight {
        None = "none", "None";
        Read = "read", "Read";
        Publish = "publish", "Publish";
        Maintain = "maintain", "Maintain";
    }
}

impl Right {
    /// As the database keeps it: the higher, the more.
    pub const fn level(self) -> i64 {
        self as i64 + 1
    }

    /// Out of the database; nothing where there is no right.
    pub fn of_level(level: i64) -> Option<Self> {
        Self::ALL.iter().copied().find(|right| right.level() == level)
    }

    /// Whether it includes another.
    pub fn includes(self, other: Self) -> bool {
        self.level() >= other.level()
    }

    /// To follow "may".
    pub fn verb(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Publish => "publish",
            Self::Maintain => "maintain",
            Self::Admin => "administer",
        }
    }
}

impl BaseRight {
    pub fn right(self) -> Option<Right> {
        match self {
            Self::None => None,
            Self::Read => Some(Right::Read),
            Self::Publish => Some(Right::Publish),
            Self::Maintain => Some(Right::Maintain),
        }
    }

    pub fn level(self) -> i64 {
        self as i64
    }

    /// Out of the database.
    pub fn of_level(level: i64) -> Self {
        Self::ALL.iter().copied().find(|base| base.level() == level).unwrap_or(Self::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read_back_and_order_the_rights() {
        for right in Right::ALL {
            assert_eq!(Right::of_level(right.level()), Some(*right));
        }
        assert_eq!((Right::of_level(0), Right::of_level(5)), (None, None));
        assert!(Right::Admin.includes(Right::Read) && !Right::Read.includes(Right::Publish));
        for base in BaseRight::ALL {
            assert_eq!(base.right().map_or(0, Right::level), base.level());
            assert_eq!(BaseRight::of_level(base.level()), *base);
        }
    }
}
