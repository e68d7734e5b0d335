package io.github.nnc.layer;

/** What a layer takes the two dimensions of a matrix for; PyTorch's layers differ in it as well. */
public enum Reading {
    /** A row for each token, a column for each feature. */
    TOKENS("tokens x features"),
    /** A row for each channel, a column for each place. */
    CHANNELS("channels x length"),
    /** What the layer makes is read as what it takes. */
    SAME(""),
    /** The layer says nothing of it, or turns one into the other. */
    FREE("");

    private final String words;

    Reading(String words) {
        this.words = words;
    }

    /** Both dimensions by name. */
    public String words() {
        return words;
    }

    /** Whether a matrix of one reading would be misunderstood by the other. */
    public boolean contradicts(Reading other) {
        return this == TOKENS && other == CHANNELS || this == CHANNELS && other == TOKENS;
    }
}
