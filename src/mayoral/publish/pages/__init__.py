"""The pages of the public record, each a list of sections made of blocks, before any markup."""
