/** All channels, as the settings know them. */
export const CHANNELS: readonly string[] = ["web", "app", "email", "social", "search", "ads", "phone", "chat", "store", "mail", "sales", "review", "survey", "support", "other"];
