use crate::text::choice;

choice! {
    /// Who may know of a project.
    Visibility {
        Public = "public", "Public";
        Internal = "internal", "Internal";
    }
}
