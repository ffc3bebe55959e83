//! Kinds of personal data and secrets.

macro_rules! entities {
    ($($(#[$doc:meta])* $name:ident $text:literal $label:literal $rank:literal,)*) => {
        /// A kind of finding.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Entity { $($(#[$doc])* $name,)* }

        impl Entity {
            /// All kinds in order.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The name that configuration and metrics use.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The word that stands in a placeholder. No detector may find anything in it.
            #[must_use]
            #[inline]
            pub fn label(self) -> &'static str {
                match self { $(Self::$name => $label,)* }
            }

            /// Which of two overlapping findings names the union: the higher one.
            #[must_use]
            pub fn rank(self) -> u8 {
                match self { $(Self::$name => $rank,)* }
            }
        }
    };
}

entities! {
    /// E-mail address.
    Email "email" "EMAIL" 4,
    /// Number of a payment card.
    CreditCard "credit_card" "CREDIT_CARD" 6,
    /// United States social security number.
    UsSsn "us_ssn" "US_SSN" 5,
    /// United States individual taxpayer number.
    UsItin "us_itin" "US_ITIN" 5,
    /// Telephone number.
    Phone "phone" "PHONE" 2,
    /// Address of the internet protocol, version 4.
    Ipv4 "ipv4" "IPV4" 3,
    /// Address of the internet protocol, version 6.
    Ipv6 "ipv6" "IPV6" 3,
    /// Hardware address.
    Mac "mac" "MAC" 4,
    /// International bank account number.
    Iban "iban" "IBAN" 6,
    /// Bank identifier code.
    SwiftBic "swift_bic" "SWIFT_BIC" 3,
    /// Bitcoin address.
    Btc "btc" "BTC" 6,
    /// Ethereum address.
    Eth "eth" "ETH" 6,
    /// United Kingdom health service number.
    UkNhs "uk_nhs" "UK_NHS" 4,
    /// United Kingdom national insurance number.
    UkNino "uk_nino" "UK_NINO" 5,
    /// Indian identity number.
    InAadhaar "in_aadhaar" "IN_AADHAAR" 4,
    /// Indian tax number.
    InPan "in_pan" "IN_PAN" 5,
    /// French social security number.
    FrNir "fr_nir" "FR_NIR" 6,
    /// Spanish identity number of citizens and foreigners.
    EsNif "es_nif" "ES_NIF" 5,
    /// Italian tax code.
    ItCodiceFiscale "it_codice_fiscale" "IT_CODICE_FISCALE" 6,
    /// Canadian social insurance number.
    CaSin "ca_sin" "CA_SIN" 4,
    /// Australian tax file number.
    AuTfn "au_tfn" "AU_TFN" 4,
    /// Australian health insurance number.
    AuMedicare "au_medicare" "AU_MEDICARE" 4,
    /// Australian business number.
    AuAbn "au_abn" "AU_ABN" 4,
    /// German tax identification number.
    DeSteuerId "de_steuer_id" "DE_STEUER_ID" 4,
    /// Polish identity number.
    PlPesel "pl_pesel" "PL_PESEL" 4,
    /// Swedish identity number.
    SePersonnummer "se_personnummer" "SE_PERSONNUMMER" 4,
    /// Finnish identity code.
    FiHetu "fi_hetu" "FI_HETU" 5,
    /// Dutch citizen service number.
    NlBsn "nl_bsn" "NL_BSN" 4,
    /// Brazilian number of persons.
    BrCpf "br_cpf" "BR_CPF" 5,
    /// Brazilian number of companies.
    BrCnpj "br_cnpj" "BR_CNPJ" 5,
    /// Turkish identity number.
    TrTckn "tr_tckn" "TR_TCKN" 4,
    /// Thai identity number.
    ThTnin "th_tnin" "TH_TNIN" 4,
    /// South Korean resident number.
    KrRrn "kr_rrn" "KR_RRN" 5,
    /// Chinese identity number.
    CnRic "cn_ric" "CN_RIC" 6,
    /// Japanese individual number.
    JpMyNumber "jp_my_number" "JP_MY_NUMBER" 4,
    /// Singaporean identity number of citizens and foreigners.
    SgNric "sg_nric" "SG_NRIC" 5,
    /// South African identity number.
    ZaId "za_id" "ZA_ID" 4,
    /// Vehicle identification number.
    Vin "vin" "VIN" 4,
    /// Number of a mobile device.
    Imei "imei" "IMEI" 4,
    /// United States number of a health care provider.
    UsNpi "us_npi" "US_NPI" 4,
    /// United States registration of a prescriber.
    UsDea "us_dea" "US_DEA" 4,
    /// United States Medicare beneficiary identifier.
    UsMbi "us_mbi" "US_MBI" 4,
    /// United States routing number of a bank.
    UsRouting "us_routing" "US_ROUTING" 4,
    /// United States number of an account.
    UsBankAccount "us_bank_account" "US_BANK_ACCOUNT" 3,
    /// Number of a passport.
    Passport "passport" "PASSPORT" 3,
    /// Number of a driving licence.
    DriverLicense "driver_license" "DRIVER_LICENSE" 3,
    /// Date of birth.
    DateOfBirth "date_of_birth" "DATE_OF_BIRTH" 3,
    /// Name and password in a URL.
    UrlCredentials "url_credentials" "URL_CREDENTIALS" 9,
    /// JSON web token.
    Jwt "jwt" "JWT" 9,
    /// Private key in PEM armour.
    PrivateKey "private_key" "PRIVATE_KEY" 10,
    /// Key of a model provider.
    LlmKey "llm_key" "LLM_KEY" 9,
    /// Key of Amazon Web Services.
    AwsKey "aws_key" "AWS_KEY" 9,
    /// Token of GitHub or GitLab.
    GithubToken "github_token" "GITHUB_TOKEN" 9,
    /// Token of another vendor.
    CloudToken "cloud_token" "CLOUD_TOKEN" 9,
    /// Value of an authorisation header or a cookie.
    AuthHeader "auth_header" "AUTH_HEADER" 8,
    /// Value of a key that names a secret.
    SecretKv "secret_kv" "SECRET_KV" 7,
}

impl Entity {
    /// How sure a finding of this kind is, of 100: what is known of the weakest evidence that the
    /// kind is found by. A check of several digits or a hash, or a vendor's prefix before what is
    /// random; a check digit or a form of its own; a form that other things have as well; a word or
    /// a key beside it.
    #[must_use]
    pub fn score(self) -> u8 {
        match self {
            Self::Iban
            | Self::Btc
            | Self::Jwt
            | Self::PrivateKey
            | Self::LlmKey
            | Self::AwsKey
            | Self::GithubToken
            | Self::CloudToken
            | Self::BrCpf
            | Self::BrCnpj
            | Self::FrNir
            | Self::ItCodiceFiscale => 99,
            Self::Email
            | Self::CreditCard
            | Self::UrlCredentials
            | Self::EsNif
            | Self::FiHetu
            | Self::KrRrn
            | Self::CnRic
            | Self::SgNric => 95,
            Self::UsSsn
            | Self::Phone
            | Self::Ipv4
            | Self::Ipv6
            | Self::Mac
            | Self::Eth
            | Self::UkNino
            | Self::InPan
            | Self::InAadhaar => 85,
            Self::AuthHeader | Self::SecretKv => 80,
            Self::SwiftBic
            | Self::UsBankAccount
            | Self::Passport
            | Self::DriverLicense
            | Self::UsMbi
            | Self::UsItin
            | Self::DateOfBirth => 60,
            _ => 75,
        }
    }

    /// The kind of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL
            .iter()
            .copied()
            .find(|entity| entity.name() == name)
    }

    /// The kind whose placeholder has this label.
    #[must_use]
    pub fn from_label(label: &[u8]) -> Option<Self> {
        let first = label.first().filter(|first| first.is_ascii_uppercase())?;
        let mut all = Self::ALL.iter().copied();
        all.find(|entity| {
            let own = entity.label().as_bytes();
            own.first() == Some(first) && own == label
        })
    }
}

/// A set of kinds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EntitySet(u64);

impl EntitySet {
    /// Every kind.
    #[must_use]
    pub fn all() -> Self {
        Entity::ALL.iter().copied().collect()
    }

    /// These kinds.
    #[must_use]
    pub const fn of(entities: &[Entity]) -> Self {
        let (mut bits, mut index) = (0, 0);
        while index < entities.len() {
            bits |= 1 << entities[index] as u8;
            index += 1;
        }
        Self(bits)
    }

    /// True where `entity` is in the set.
    #[must_use]
    #[inline]
    pub fn has(self, entity: Entity) -> bool {
        self.0 & 1 << entity as u8 != 0
    }

    /// Put `entity` into the set.
    pub fn insert(&mut self, entity: Entity) {
        self.0 |= 1 << entity as u8;
    }

    /// What is in either set.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// True where the set is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What is in both sets.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The kinds of this set that are not in the other.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl FromIterator<Entity> for EntitySet {
    fn from_iter<I: IntoIterator<Item = Entity>>(entities: I) -> Self {
        Self(
            entities
                .into_iter()
                .fold(0, |bits, entity| bits | 1 << entity as u8),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_known_by_their_labels_and_by_nothing_else() {
        for &entity in Entity::ALL {
            let label = entity.label().as_bytes();
            assert_eq!(Entity::from_label(label), Some(entity));
            assert_eq!(Entity::from_label(&label[1..]), None);
            assert_eq!(Entity::from_label(&label.to_ascii_lowercase()), None);
        }
        assert_eq!(Entity::from_label(b""), None);
    }
}
