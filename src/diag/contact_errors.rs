//! Why a text is not a phone number or not a web address.

/// Why a text is not a phone number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PhoneNumberError {
    /// No digits.
    NoDigits,
    /// Words next to the digits.
    ContainsWords,
    /// Two numbers in one text.
    TwoNumbers,
    MissingAreaCode,
    WrongDigitCount {
        digit_count: usize,
    },
    /// A wrong number of digits after the country code.
    WrongDigitCountAfterOne {
        digit_count: usize,
    },
    /// An area code that begins with 0 or 1.
    AreaCodeBeginsWith {
        digit: char,
    },
    /// A number in a freely associated state with a wrong number of digits after its country code.
    WrongDigitCountAfterCode {
        code: &'static str,
        digit_count: usize,
    },
    /// A number that begins with the country code of a freely associated state, without `+`.
    MissingPlus {
        code: &'static str,
    },
    /// A number with its `+` not at the beginning, and the country code of a freely associated state.
    MisplacedPlus {
        code: &'static str,
    },
    /// A number that only shows the form of numbers: `319-XXX-XXXX`, `555-555-5555`.
    Placeholder,
    /// A letter O or l instead of a digit.
    LetterForDigit {
        letter: char,
    },
    /// `3195550110.0`: a number that a spreadsheet shows with decimals.
    Decimal,
    /// `3.19556E+09`: a number that a spreadsheet has rounded.
    Rounded,
    /// A character that cannot be in a phone number.
    InvalidCharacter {
        character: char,
    },
    /// An area code that cannot exist.
    InvalidAreaCode {
        code: String,
    },
    /// An exchange (the three digits after the area code) that cannot exist.
    InvalidExchange {
        code: String,
    },
    /// A number that charges callers: area code 900, exchange 976.
    PremiumRate,
    /// A code for text messages.
    SmsShortCode,
    /// A number outside of country code 1.
    ForeignNumber,
    /// An area code of Canada, the Caribbean or Bermuda, which share country code 1.
    ForeignAreaCode {
        code: String,
    },
    /// A code such as 911 in an entry that is not the service behind it.
    PublicServiceCode {
        code: String,
    },
}

/// Why a text is not a web address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WebAddressError {
    /// It contains a space.
    ContainsSpace,
    /// It is an email address.
    EmailAddress,
    /// Its scheme is not `http` or `https`.
    NotHttp,
    /// It contains a user name or password.
    ContainsCredentials,
    /// It is not a URL with a host name.
    InvalidUrl,
}

impl PhoneNumberError {
    /// Returns whether the text is no phone number, or is one that cannot be used.
    pub(super) fn summary(&self) -> &'static str {
        match self {
            Self::PremiumRate
            | Self::SmsShortCode
            | Self::ForeignNumber
            | Self::ForeignAreaCode { .. }
            | Self::PublicServiceCode { .. }
            | Self::Placeholder => "cannot be used",
            _ => "is not a phone number",
        }
    }

    /// Returns what is wrong, to follow a colon.
    pub(super) fn message(&self) -> String {
        match self {
            Self::NoDigits => "it contains no number".to_owned(),
            Self::ContainsWords => "it contains words".to_owned(),
            Self::TwoNumbers => "it contains two numbers".to_owned(),
            Self::MissingAreaCode => "the area code is missing".to_owned(),
            Self::WrongDigitCount { digit_count } => format!(
                "it has {digit_count} {}, but ten are needed",
                if *digit_count == 1 { "digit" } else { "digits" }
            ),
            Self::WrongDigitCountAfterOne { digit_count } => {
                format!("ten digits are needed after the 1, but it has {digit_count}")
            }
            Self::AreaCodeBeginsWith { digit } => {
                format!("an area code cannot begin with {digit}")
            }
            Self::WrongDigitCountAfterCode { code, digit_count } => {
                format!("it has {digit_count} digits after +{code}, but seven are needed")
            }
            Self::MissingPlus { code } => {
                format!("it begins with the country code {code}, but has no `+` before it")
            }
            Self::MisplacedPlus { code } => {
                format!("the `+` of the country code {code} is not at the beginning")
            }
            Self::Placeholder => "it is a placeholder, which nobody answers".to_owned(),
            Self::LetterForDigit { letter } => {
                let digit = match letter {
                    'O' | 'o' => '0',
                    _ => '1',
                };
                format!("it has the letter `{letter}` where the digit {digit} belongs")
            }
            Self::Decimal => {
                "a spreadsheet has taken it for an amount and added decimals".to_owned()
            }
            Self::Rounded => {
                "a spreadsheet has taken it for an amount and rounded it, so digits are lost"
                    .to_owned()
            }
            Self::InvalidCharacter { character } => {
                format!("a phone number cannot contain `{character}`")
            }
            Self::InvalidAreaCode { code } => format!("there is no area code {code}"),
            Self::InvalidExchange { code } => {
                format!("the three digits after the area code cannot be {code}")
            }
            Self::PremiumRate => "callers are charged for the call".to_owned(),
            Self::SmsShortCode => {
                "it is a code for text messages, which cannot be called".to_owned()
            }
            Self::ForeignNumber => "it is a number in another country".to_owned(),
            Self::ForeignAreaCode { code } => {
                format!("area code {code} is in another country, and callers are charged for it")
            }
            Self::PublicServiceCode { code } => match code.as_str() {
                "911" => "it calls the emergency services".to_owned(),
                "988" => "it calls the 988 Suicide & Crisis Lifeline".to_owned(),
                "211" => "it calls the 211 service for local help".to_owned(),
                _ => format!("{code} is a public service that everybody shares"),
            },
        }
    }

    /// Returns a hint.
    pub(super) fn hint(&self) -> &'static str {
        match self {
            Self::TwoNumbers => "keep one number here; a second one needs an entry of its own",
            Self::Decimal => {
                "delete the decimals; in the spreadsheet, format the column as text: in Excel, Format Cells > Text"
            }
            Self::Rounded => {
                "format the column as text (in Excel, Format Cells > Text), and type the number again with hyphens, as in `319-555-0110`"
            }
            Self::MissingAreaCode => "write the area code before it, as in `319-555-0110`",
            Self::SmsShortCode => {
                "write a number that answers calls; tell people about the code in the organization's `services`, and list it as its `text_number`"
            }
            Self::MissingPlus { code } | Self::MisplacedPlus { code } => match *code {
                "691" => "write `+` and the country code first, as in `+691-555-0140`",
                "692" => "write `+` and the country code first, as in `+692-555-0140`",
                _ => "write `+` and the country code first, as in `+680-555-0140`",
            },
            Self::Placeholder => "write the number that is answered, or `TBD` until you know it",
            Self::PremiumRate => "use a toll-free number, or one with regular charges",
            Self::PublicServiceCode { code } => match code.as_str() {
                "911" => "write the number that reaches this entry itself",
                "988" => {
                    "write the number that reaches this entry itself; if the entry is that service, write `988` in its `name`"
                }
                "211" => {
                    "write the number that reaches this entry itself; if the entry is that service, write `211` in its `name`"
                }
                _ => {
                    "write the number that reaches this entry itself; if the entry is that service, write the code in its `name`"
                }
            },
            Self::ForeignNumber | Self::ForeignAreaCode { .. } => {
                "write a number in the United States, its territories or the freely associated states"
            }
            Self::NoDigits | Self::ContainsWords | Self::InvalidCharacter { .. } => {
                "write only the number, without hours or other words, as in `319-555-0110` or `319-555-0110 ext. 4`"
            }
            Self::WrongDigitCount { .. }
            | Self::WrongDigitCountAfterOne { .. }
            | Self::AreaCodeBeginsWith { .. }
            | Self::WrongDigitCountAfterCode { .. }
            | Self::LetterForDigit { .. }
            | Self::InvalidAreaCode { .. } => "check it against the number you call",
            Self::InvalidExchange { .. } => {
                "check it against the number you call; these three digits begin with 2 to 9 and are not a code such as 911"
            }
        }
    }
}

impl WebAddressError {
    /// Returns whether the text is no web address, or is one that cannot be used.
    pub(super) fn summary(self) -> &'static str {
        match self {
            Self::ContainsCredentials => "cannot be used",
            _ => "is not a web address",
        }
    }

    /// Returns what is wrong, to follow a colon.
    pub(super) fn message(self) -> &'static str {
        match self {
            Self::ContainsSpace => "it contains a space",
            Self::EmailAddress => "it is an email address",
            Self::NotHttp => "it does not begin with `https://` or `http://`",
            Self::ContainsCredentials => "it contains a user name or a password",
            Self::InvalidUrl => "it has no ending such as `.org` or `.com`",
        }
    }

    /// Returns a hint.
    pub(super) fn hint(self) -> &'static str {
        match self {
            Self::EmailAddress => "write the address of a web page, or leave it out",
            Self::ContainsCredentials => "write the address without the part before the `@`",
            Self::ContainsSpace | Self::NotHttp | Self::InvalidUrl => {
                "copy it from the address bar of a browser; it looks like `https://www.cedarvalley.example`"
            }
        }
    }
}
