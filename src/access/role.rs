use crate::text::choice;

choice! {
    /// What a member is in an organization; exactly one for each member.
    Role {
        Owner = "owner", "Owner";
        Manager = "manager", "Manager";
        Billing = "billing", "Billing manager";
        Member = "member", "Member";
    }
}
