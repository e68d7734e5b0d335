package io.github.nnc.layer;

import java.util.List;
import java.util.Optional;

/**
 * What a layer can be told: a name, the kind of value, what holds where nothing is said, and a sentence of documentation.
 * Positional values fill parameters in the order of {@link LayerType#parameters}, without those that are given by name
 * only.
 *
 * @param defaultValue empty where the argument is required, or where the layer derives it
 * @param words the words that a {@link Kind#WORD} or a {@link Kind#PADDING} takes
 * @param minimum the smallest number that is accepted
 * @param maximum the largest number that is accepted
 * @param byName whether it must be written with its name, since one of its words is the name of a layer as well
 */
public record Parameter(
        String name,
        Kind kind,
        boolean required,
        Optional<ArgumentValue> defaultValue,
        List<String> words,
        double minimum,
        double maximum,
        boolean byName,
        String documentation) {

    /** What a parameter takes. */
    public enum Kind {
        /** A whole number. */
        WHOLE,
        /** One whole number or several with commas between them, {@code 2,0,1}. */
        WHOLES,
        /** A number. */
        REAL,
        /** One number or several with commas between them, {@code 0.485,0.456,0.406}. */
        NUMBERS,
        /** {@code causal}, {@code bias=false}. */
        FLAG,
        /** One of a list of words. */
        WORD,
        /** A number for each axis, or one for all. */
        SIZES,
        /** Amounts around the axes: one number, one for each axis, two for each axis, or a word that decides them. */
        PADDING,
        /** The dimensions of a value. */
        DIMENSIONS,
        /** A text in double quotes. */
        TEXT,
        /** A labelled value, which becomes a further input of the layer: {@code memory=enc}. */
        VALUE
    }

    public Parameter {
        words = List.copyOf(words);
    }

    private static Parameter required(String name, Kind kind, double minimum, double maximum, String documentation) {
        return new Parameter(name, kind, true, Optional.empty(), List.of(), minimum, maximum, false, documentation);
    }

    /** A required whole number of at least {@code minimum}. */
    public static Parameter whole(String name, long minimum, String documentation) {
        return required(name, Kind.WHOLE, minimum, Long.MAX_VALUE, documentation);
    }

    /** A dimension of the value, from 0, which may be left out; a negative one counts from the last, which is -1. */
    static Parameter axis(String documentation) {
        return required("axis", Kind.WHOLE, -Integer.MAX_VALUE, Integer.MAX_VALUE, documentation)
                .optional();
    }

    /** The dimensions of a value, one or more, from 0; negative ones count from the last, which is -1. */
    static Parameter axes(String name, String documentation) {
        return required(name, Kind.WHOLES, -Integer.MAX_VALUE, Integer.MAX_VALUE, documentation);
    }

    /** A required number; it must be finite as a float. */
    public static Parameter real(String name, String documentation) {
        return required(name, Kind.REAL, -Float.MAX_VALUE, Float.MAX_VALUE, documentation);
    }

    /** A number with a default; it must be finite as a float. */
    public static Parameter real(String name, double defaultValue, String documentation) {
        return real(name, documentation).defaultingTo(new ArgumentValue.Real(defaultValue));
    }

    /** One number or more, all finite as floats. */
    public static Parameter numbers(String name, String documentation) {
        return required(name, Kind.NUMBERS, -Float.MAX_VALUE, Float.MAX_VALUE, documentation);
    }

    /** Yes or no. */
    public static Parameter flag(String name, boolean defaultValue, String documentation) {
        return required(name, Kind.FLAG, 0, 0, documentation).defaultingTo(new ArgumentValue.Flag(defaultValue));
    }

    /** One of the words, the first of which is the default. */
    public static Parameter word(String name, List<String> words, String documentation) {
        return required(name, Kind.WORD, 0, 0, documentation)
                .taking(words)
                .defaultingTo(new ArgumentValue.Word(words.get(0)));
    }

    /** A required size for each axis, or one for all, each at least {@code minimum}. */
    static Parameter sizes(String name, long minimum, String documentation) {
        return required(name, Kind.SIZES, minimum, Integer.MAX_VALUE, documentation);
    }

    /** Amounts around the axes, 0 where nothing is said, or one of the words. */
    static Parameter padding(String name, List<String> words, String documentation) {
        return required(name, Kind.PADDING, 0, Integer.MAX_VALUE, documentation)
                .taking(words)
                .defaultingTo(new ArgumentValue.Sizes(List.of(0L)));
    }

    /** The dimensions of a value, as {@code reshape} takes them. */
    public static Parameter dimensions(String name, String documentation) {
        return required(name, Kind.DIMENSIONS, 0, 0, documentation);
    }

    /** A labelled value that may be left out; given by name, and asked for with {@link Arguments#input}. */
    public static Parameter value(String name, String documentation) {
        return required(name, Kind.VALUE, 0, 0, documentation).optional().onlyByName();
    }

    /** The same parameter, which must be given. */
    Parameter needed() {
        return new Parameter(name, kind, true, Optional.empty(), words, minimum, maximum, byName, documentation);
    }

    private Parameter taking(List<String> accepted) {
        return new Parameter(name, kind, required, defaultValue, accepted, minimum, maximum, byName, documentation);
    }

    /** The same parameter, left out where {@code value} is meant. */
    public Parameter defaultingTo(ArgumentValue value) {
        return new Parameter(name, kind, false, Optional.of(value), words, minimum, maximum, byName, documentation);
    }

    /** The same parameter, which may be left out without a fixed value taking its place. */
    public Parameter optional() {
        return new Parameter(name, kind, false, Optional.empty(), words, minimum, maximum, byName, documentation);
    }

    /** The same parameter for numbers within these bounds only. */
    public Parameter between(double least, double most) {
        return new Parameter(name, kind, required, defaultValue, words, least, most, byName, documentation);
    }

    /** The same parameter for numbers above 0 only. */
    public Parameter positive() {
        return between(Float.MIN_NORMAL, maximum);
    }

    /** The same parameter, never filled by position. */
    public Parameter onlyByName() {
        return new Parameter(name, kind, required, defaultValue, words, minimum, maximum, true, documentation);
    }

    /** Whether it takes several items with commas between them. */
    public boolean takesList() {
        return kind == Kind.NUMBERS || kind == Kind.WHOLES;
    }

    /** Whether a number is within the bounds; the largest float may be written with fewer digits than it has. */
    public boolean accepts(double number) {
        double nearest = Math.abs(number) > Float.MAX_VALUE ? (float) number : number;
        return minimum <= nearest && nearest <= maximum;
    }

    /** The bounds in words, {@code at least 1}; empty where there are none, and for what is no number. */
    public String range() {
        boolean real = kind == Kind.REAL || kind == Kind.NUMBERS;
        boolean whole = kind == Kind.WHOLE || kind == Kind.SIZES || kind == Kind.PADDING;
        if (!real && !whole) {
            return "";
        }
        double unbounded = real ? (double) Float.MAX_VALUE : Integer.MAX_VALUE;
        boolean below = minimum > -unbounded;
        boolean above = maximum < unbounded;
        if (below && above) {
            return "from " + text(minimum) + " to " + text(maximum);
        }
        if (above) {
            return "at most " + text(maximum);
        }
        return !below ? "" : minimum == Float.MIN_NORMAL ? "above 0" : "at least " + text(minimum);
    }

    /** As people write it, {@code 1} and not {@code 1.0}. */
    static String text(double bound) {
        return bound == Math.rint(bound) && Math.abs(bound) < 1e15
                ? Long.toString((long) bound)
                : Double.toString(bound);
    }
}
