package io.github.nnc.layer;

import java.util.List;
import java.util.Optional;

/**
 * What a layer can be told: a name, the kind of value, what holds where nothing is said, and a sentence of documentation.
 * Positional values fill parameters in the order of {@link LayerType#parameters}.
 *
 * @param defaultValue empty where the argument is required, or where the layer derives it
 * @param words the words that a {@link Kind#WORD} takes
 * @param minimum the smallest number that is accepted
 * @param maximum the largest number that is accepted
 */
public record Parameter(
        String name,
        Kind kind,
        boolean required,
        Optional<ArgumentValue> defaultValue,
        List<String> words,
        double minimum,
        double maximum,
        String documentation) {

    /** What a parameter takes. */
    public enum Kind {
        /** A whole number. */
        WHOLE,
        /** A number. */
        REAL,
        /** {@code causal}, {@code bias=false}. */
        FLAG,
        /** One of a list of words. */
        WORD,
        /** A number for each axis, or one for all. */
        SIZES,
        /** The dimensions of a value. */
        DIMENSIONS,
        /** A text in double quotes. */
        TEXT
    }

    public Parameter {
        words = List.copyOf(words);
    }

    /** A required whole number of at least {@code minimum}. */
    public static Parameter whole(String name, long minimum, String documentation) {
        return new Parameter(
                name, Kind.WHOLE, true, Optional.empty(), List.of(), minimum, Long.MAX_VALUE, documentation);
    }

    /** A number with a default. */
    public static Parameter real(String name, double defaultValue, String documentation) {
        return new Parameter(
                name,
                Kind.REAL,
                false,
                Optional.of(new ArgumentValue.Real(defaultValue)),
                List.of(),
                -Double.MAX_VALUE,
                Double.MAX_VALUE,
                documentation);
    }

    public static Parameter flag(String name, boolean defaultValue, String documentation) {
        return new Parameter(
                name,
                Kind.FLAG,
                false,
                Optional.of(new ArgumentValue.Flag(defaultValue)),
                List.of(),
                0,
                0,
                documentation);
    }

    /** One of the words, the first of which is the default. */
    public static Parameter word(String name, List<String> words, String documentation) {
        return new Parameter(
                name, Kind.WORD, false, Optional.of(new ArgumentValue.Word(words.get(0))), words, 0, 0, documentation);
    }

    public static Parameter dimensions(String name, String documentation) {
        return new Parameter(name, Kind.DIMENSIONS, true, Optional.empty(), List.of(), 0, 0, documentation);
    }

    /** The same parameter, left out where {@code value} is meant. */
    public Parameter defaultingTo(ArgumentValue value) {
        return new Parameter(name, kind, false, Optional.of(value), words, minimum, maximum, documentation);
    }

    /** The same parameter, which may be left out without a fixed value taking its place. */
    public Parameter optional() {
        return new Parameter(name, kind, false, Optional.empty(), words, minimum, maximum, documentation);
    }

    public Parameter between(double least, double most) {
        return new Parameter(name, kind, required, defaultValue, words, least, most, documentation);
    }
}
