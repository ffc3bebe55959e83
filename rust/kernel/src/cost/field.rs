//! What a model call says of itself, whatever the dialect: one planned column each.

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// A field, and the place of its column. The first `COUNTS` are counts of tokens.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Field {
            $($(#[$doc])* $name,)*
        }

        impl Field {
            /// Every field, in order.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            /// The name that a specification uses.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                }
            }
        }
    };
}

fields! {
    /// Tokens of the input.
    Input = "input",
    /// Tokens of the output.
    Output = "output",
    /// Tokens of the input that a cache served.
    CacheRead = "cache_read",
    /// Tokens of the input that were written to a cache.
    CacheWrite = "cache_write",
    /// Those of them that stay for an hour.
    CacheWriteHour = "cache_write_1h",
    /// Tokens of the output that were thought and not said.
    Reasoning = "reasoning",
    /// Tokens of the input that are sound.
    InputAudio = "input_audio",
    /// Tokens of the output that are sound.
    OutputAudio = "output_audio",
    /// Tokens of the input that are pictures.
    InputImage = "input_image",
    /// Tokens of the output that are pictures.
    OutputImage = "output_image",
    /// All tokens, as the sender adds them up.
    Total = "total",
    /// What the span is about.
    Operation = "operation",
    /// Who ran the model.
    Provider = "provider",
    /// The model that answered.
    ResponseModel = "response_model",
    /// The model that was asked.
    RequestModel = "request_model",
    /// The id of the answer.
    ResponseId = "response_id",
    /// A cost in US dollars that the sender knows.
    Reported = "reported",
    /// The service tier.
    Tier = "tier",
    /// Whether a cache of the gateway answered.
    CacheHit = "cache_hit",
    /// The host that was called.
    Address = "address",
    /// The time to the first chunk.
    FirstChunk = "first_chunk",
    /// The conversation.
    Conversation = "conversation",
    /// The agent's name.
    Agent = "agent",
    /// The session.
    Session = "session",
    /// The user.
    User = "user",
    /// Whether the answer was streamed.
    Stream = "stream",
    /// Why the answer ended.
    FinishReasons = "finish_reasons",
    /// Text of the input, for estimates.
    InputText = "input_text",
    /// Text of the output, for estimates.
    OutputText = "output_text",
    /// The attributes that pricing itself writes; a span that has any was priced before.
    Own = "own",
}

/// Number of fields.
pub const FIELDS: usize = Field::ALL.len();

/// How many of them are counts of tokens.
pub const COUNTS: usize = Field::Total as usize;

impl Field {
    /// The field of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.name() == name)
    }
}
