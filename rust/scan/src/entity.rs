//! Kinds of findings.

/// A kind of personal data or of secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entity {
    /// An e-mail address.
    Email,
    /// The number of a payment card.
    CreditCard,
    /// A US social security number.
    UsSsn,
    /// A phone number with its country code.
    Phone,
    /// An `IPv4` address.
    Ipv4,
    /// A JSON web token.
    Jwt,
    /// A private key in PEM.
    PrivateKey,
    /// A key of a model provider.
    LlmKey,
    /// The id of an AWS access key.
    AwsKey,
    /// A token of GitHub or GitLab.
    GithubToken,
    /// A token of another service.
    CloudToken,
}

impl Entity {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Email,
        Self::CreditCard,
        Self::UsSsn,
        Self::Phone,
        Self::Ipv4,
        Self::Jwt,
        Self::PrivateKey,
        Self::LlmKey,
        Self::AwsKey,
        Self::GithubToken,
        Self::CloudToken,
    ];

    /// The name in configurations, metrics and, in capitals, in placeholders.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::CreditCard => "credit_card",
            Self::UsSsn => "us_ssn",
            Self::Phone => "phone",
            Self::Ipv4 => "ipv4",
            Self::Jwt => "jwt",
            Self::PrivateKey => "private_key",
            Self::LlmKey => "llm_key",
            Self::AwsKey => "aws_key",
            Self::GithubToken => "github_token",
            Self::CloudToken => "cloud_token",
        }
    }
}
