//! The believable world of `guildhall demo`.
