//! [`MemberKind`]: what decides which rule of a tariff applies to a member.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use oske_types::{Language, Text, nearest, pad, quoted};

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident, $code:literal, $fi:literal, $sv:literal, $en:literal;)*) => {
        /// The kind of a member (*jäsenlaji*, *medlemskategori*).
        ///
        /// The text form is a stable code, the one that policies and registers write:
        ///
        /// ```
        /// use oske_domain::MemberKind;
        /// use oske_types::Language;
        ///
        /// let kind: MemberKind = "joint_authority".parse()?;
        /// assert_eq!(kind.name().in_language(Language::Finnish), "kuntayhtymä");
        ///
        /// let error = "kuntayhtymä".parse::<MemberKind>().unwrap_err();
        /// assert_eq!(error.nearest(), Some(MemberKind::JointAuthority));
        /// # Ok::<(), oske_domain::ParseKindError>(())
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum MemberKind {
            $($(#[$doc])* $variant,)*
        }

        impl MemberKind {
            /// Every kind, public bodies first.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The stable code, such as `joint_authority`.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }

            /// The name for people, in Finnish, Swedish and English.
            #[must_use]
            pub const fn name(self) -> Text {
                match self {
                    $(Self::$variant => Text::new($fi, $sv, $en),)*
                }
            }
        }
    };
}

kinds! {
    /// A municipality (*kunta*, *kommun*).
    Municipality, "municipality", "kunta", "kommun", "municipality";
    /// A joint authority of several municipalities (*kuntayhtymä*, *samkommun*).
    JointAuthority, "joint_authority", "kuntayhtymä", "samkommun", "joint authority";
    /// A wellbeing services county (*hyvinvointialue*, *välfärdsområde*).
    WellbeingServicesCounty, "wellbeing_services_county",
        "hyvinvointialue", "välfärdsområde", "wellbeing services county";
    /// A university (*yliopisto*, *universitet*).
    University, "university", "yliopisto", "universitet", "university";
    /// A university of applied sciences (*ammattikorkeakoulu*, *yrkeshögskola*).
    UniversityOfAppliedSciences, "university_of_applied_sciences",
        "ammattikorkeakoulu", "yrkeshögskola", "university of applied sciences";
    /// Another educational institution (*muu oppilaitos*, *annan läroanstalt*).
    OtherEducationalInstitution, "other_educational_institution",
        "muu oppilaitos", "annan läroanstalt", "other educational institution";
    /// A research body (*tutkimuslaitos*, *forskningsinstitut*).
    ResearchBody, "research_body", "tutkimuslaitos", "forskningsinstitut", "research body";
    /// An association (*yhdistys*, *förening*).
    Association, "association", "yhdistys", "förening", "association";
    /// A foundation (*säätiö*, *stiftelse*).
    Foundation, "foundation", "säätiö", "stiftelse", "foundation";
    /// A company (*yritys*, *företag*).
    Company, "company", "yritys", "företag", "company";
    /// A state authority (*valtion viranomainen*, *statlig myndighet*).
    StateAuthority, "state_authority",
        "valtion viranomainen", "statlig myndighet", "state authority";
    /// A parish or religious community (*seurakunta tai uskonnollinen yhdyskunta*, *församling eller
    /// religiöst samfund*).
    ParishOrReligiousCommunity, "parish_or_religious_community",
        "seurakunta tai uskonnollinen yhdyskunta", "församling eller religiöst samfund",
        "parish or religious community";
    /// A private person (*yksityishenkilö*, *privatperson*).
    PrivatePerson, "private_person", "yksityishenkilö", "privatperson", "private person";
    /// None of these (*muu*, *annan*).
    Other, "other", "muu", "annan", "other";
}

impl fmt::Display for MemberKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        pad(f, self.code())
    }
}

impl FromStr for MemberKind {
    type Err = ParseKindError;

    fn from_str(text: &str) -> Result<Self, ParseKindError> {
        Self::ALL
            .iter()
            .copied()
            .find(|kind| kind.code() == text)
            .ok_or_else(|| ParseKindError { found: text.into() })
    }
}

/// A text that is not the code of a [`MemberKind`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseKindError {
    found: Box<str>,
}

impl ParseKindError {
    /// The text that was found.
    #[must_use]
    pub fn found(&self) -> &str {
        &self.found
    }

    /// The kind whose code or name is near to the text, if one is.
    #[must_use]
    pub fn nearest(&self) -> Option<MemberKind> {
        let spellings: BTreeMap<String, MemberKind> = MemberKind::ALL
            .iter()
            .flat_map(|kind| {
                let name = kind.name();
                let names = Language::ALL.map(|language| name.in_language(language).to_owned());
                let spellings = names.into_iter().chain([kind.code().to_owned()]);
                spellings.map(|spelling| (spelling, *kind))
            })
            .collect();
        let known = spellings.keys().map(String::as_str);
        let meant = nearest(&self.found.to_lowercase(), known)?;
        spellings.get(meant).copied()
    }
}

impl std::error::Error for ParseKindError {}

impl fmt::Display for ParseKindError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = quoted(&self.found);
        match self.nearest() {
            Some(kind) => write!(f, "`{found}` is not a member kind: the nearest is `{kind}`"),
            None => write!(
                f,
                "`{found}` is not a member kind: expected one such as `{}`",
                MemberKind::Association
            ),
        }
    }
}
