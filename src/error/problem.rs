use serde::{Deserialize, Serialize};

use super::thousands;

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Problem {
    Empty,
    TooShort {
        min: u32,
    },
    TooLong {
        max: u32,
    },
    ControlCharacter,
    /// A name that leads somewhere.
    WebAddress,
    NameLength,
    NameCharacters,
    NameEnds,
    NameReserved,
    NameTaken,
    NotAnEmail,
    /// What stands before the @ has letters that only mail servers with SMTPUTF8 take.
    Unreachable,
    NotALink,
    NotAHost,
    NotAChoice,
    NotANumber {
        min: u32,
        max: u32,
    },
    PasswordShort,
    PasswordWeak,
    PasswordCommon,
    PasswordWrong,
    SameEmail,
    EmailTaken,
    TooManyOpen {
        max: u32,
    },
    TooManyToday,
    TooManyUnconfirmed,
    TooManyLines {
        max: u32,
    },
    /// An invitation waits for the holder of this address already.
    AlreadyInvited,
    /// An organization has more members than it would have seats.
    FewerThanMembers {
        members: u32,
    },
    /// The words over the columns of a table.
    Heading,
    NotTyped,
    PasswordAgain,
    NobodyChosen,
    NoSuchUser,
    AdminAlready,
    /// Names of projects that the rule of their kind does not allow.
    AppName,
    PythonName,
    NuGetName,
    ProjectTaken,
    /// A package of nearly this name is there already.
    LooksLike {
        name: String,
    },
    TeamTaken,
    /// More than whoever gives it has.
    LooksLikeAnother,
    CalledSo,
    MoreThanOwn,
    NoSuchProject,
    NoProject,
    NobodyHere {
        name: String,
    },
}

impl Problem {
    /// What to do about it, in one sentence.
    pub fn message(&self) -> String {
        match self {
            Self::Empty => "Fill this in.".into(),
            Self::TooShort { min } => format!("Write at least {min} characters."),
            Self::TooLong { max } => format!("Write at most {} characters.", thousands(*max)),
            Self::ControlCharacter => "Remove the invisible characters.".into(),
            Self::WebAddress => "Leave web addresses out of a name; there is a field for a link.".into(),
            Self::NameLength => "Use 2 to 50 characters.".into(),
            Self::NameCharacters => "Use the letters a to z, digits, dots, dashes and underscores only.".into(),
            Self::NameEnds => "Begin and end with a letter or a digit.".into(),
            Self::NameReserved => "This name is kept for the site itself. Choose another.".into(),
            Self::NameTaken => {
                "This name is taken. Names that differ only in case, dots, dashes or underscores count as one.".into()
            }
            Self::NotAnEmail => "Write an e-mail address like ada@example.com.".into(),
            Self::Unreachable => {
                "Mail from here reaches only addresses with plain letters before the @. Use another address.".into()
            }
            Self::NotALink => "Write a web address that begins with https:// or http://.".into(),
            Self::NotAHost => {
                "Write where it leads: a domain like acme.example, without a username, a password or a bare number."
                    .into()
            }
            Self::NotAChoice => "Choose one of the options.".into(),
            Self::NotANumber { min, max } => {
                format!("Write a whole number from {} to {}.", thousands(*min), thousands(*max))
            }
            Self::PasswordShort => "Use at least 10 characters.".into(),
            Self::PasswordCommon => {
                "This password stands in lists of stolen ones, which are tried first. Take another.".into()
            }
            Self::PasswordWeak => "This password is easy to guess. Add another word or two.".into(),
            Self::PasswordWrong => "That is not your current password.".into(),
            Self::SameEmail => "This is your address already.".into(),
            Self::EmailTaken => "Another user has this address.".into(),
            Self::TooManyToday => {
                "That was enough for today. Ask again tomorrow, or write to the site’s admins.".into()
            }
            Self::TooManyUnconfirmed => {
                "Many names from your network wait for their sign-up to be confirmed. Follow the link in \
                                         one of the mails, or try again tomorrow."
                    .into()
            }
            Self::TooManyLines { max } => format!("That is more than {max}. Send the first {max}, then the rest."),
            Self::AlreadyInvited => "This address is invited already.".into(),
            Self::FewerThanMembers { members: 1 } => "It has one member, who keeps a seat.".into(),
            Self::FewerThanMembers { members } => {
                let members = thousands(*members);
                format!("It has {members} members, and each keeps a seat. Write {members} or more.")
            }
            Self::Heading => "This reads like the heading of a table.".into(),
            Self::NotTyped => "Type it exactly as it stands above.".into(),
            Self::PasswordAgain => "You gave your password a while ago. Give it again to go on.".into(),
            Self::NobodyChosen => "Choose at least one person.".into(),
            Self::NoSuchUser => "There is no user of this name.".into(),
            Self::AppName => {
                "Use 3 to 30 of the letters a to z, digits and dashes; the first a letter, the last no dash.".into()
            }
            Self::PythonName => {
                "Use up to 128 letters a to z, digits, dots, dashes and underscores; a letter or digit at both ends."
                    .into()
            }
            Self::NuGetName => {
                "Use up to 100 letters, digits and underscores, with one dot or dash between words.".into()
            }
            Self::ProjectTaken => "This name is taken. Choose another.".into(),
            Self::LooksLike { name } => format!("This is easily mistaken for {name}. Choose another name."),
            Self::TeamTaken => "There is a team of this name already.".into(),
            Self::CalledSo => "It is called so already.".into(),
            Self::LooksLikeAnother => {
                "This is easily mistaken for the name of another's project. Choose another name.".into()
            }
            Self::MoreThanOwn => "Nobody can give a higher right than their own.".into(),
            Self::NoProject => "Choose at least one project.".into(),
            Self::NoSuchProject => "There is no project of this name here.".into(),
            Self::NobodyHere { name } => format!("{name} is not a member of this organization."),
            Self::AdminAlready => "This user is a site admin already.".into(),
            Self::TooManyOpen { max } => format!(
                "You have {max} undecided applications, the most at one time. Withdraw one or wait for a decision."
            ),
        }
    }
}
