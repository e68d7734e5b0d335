package io.github.nnc.testing;

import java.util.List;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Writes random texts that the grammar accepts, in any spacing and with comments everywhere. They mean nothing: names
 * are not declared, shapes do not fit. The same seed writes the same text.
 */
public final class RandomSource {

    private static final List<String> NAMES =
            List.of("a", "conv", "dense_2", "relu", "in", "X", "xs", "models", "h1", "padding", "x2", "e5");
    private static final List<String> WORDS_OF_LANGUAGE = List.of("model", "block", "const", "import", "x");

    private final Random random;
    private final StringBuilder out = new StringBuilder();

    /** Whether two tokens may stand next to each other without a space. */
    private boolean tight = true;

    private RandomSource(long seed) {
        random = new Random(seed);
    }

    public static String write(long seed) {
        return new RandomSource(seed).file();
    }

    private String file() {
        for (int count = random.nextInt(6); count >= 0; count--) {
            switch (random.nextInt(5)) {
                case 0 -> {
                    word("import");
                    word(chance(2) ? "\"a b.nn\"" : path());
                    sign(";");
                }
                case 1 -> {
                    word("const");
                    word(name());
                    sign("=");
                    value();
                    sign(";");
                }
                case 2, 3 -> block();
                default -> {
                    word("model");
                    word(name());
                    body(4);
                }
            }
        }
        gap();
        return out.toString();
    }

    private void block() {
        word("block");
        word(name());
        if (chance(2)) {
            sign("(");
            for (int count = random.nextInt(3); count >= 0; count--) {
                word(name());
                if (chance(2)) {
                    sign("=");
                    item();
                }
                sign(count > 0 ? "," : ")");
            }
        }
        body(4);
    }

    private void body(int depth) {
        sign("<");
        for (int branches = chance(3) ? random.nextInt(3) : 0; branches >= 0; branches--) {
            for (int count = random.nextInt(5); count > 0; count--) {
                if (!chance(6)) {
                    statement(depth);
                }
                if (count > 1 || chance(2)) {
                    sign(";");
                }
            }
            sign(branches > 0 ? "|" : ">");
        }
    }

    private void statement(int depth) {
        if (chance(3)) {
            word(chance(3) ? pick(WORDS_OF_LANGUAGE) : name());
            sign(":");
        }
        if (depth > 0 && chance(6)) {
            body(depth - 1);
            return;
        }
        word(name());
        for (int count = random.nextInt(5); count > 0; count--) {
            if (chance(3)) {
                word(name());
                sign("=");
            }
            value();
        }
        if (depth > 0 && chance(4)) {
            body(depth - 1);
        }
    }

    private void value() {
        item();
        while (chance(4)) {
            sign(",");
            item();
        }
    }

    private void item() {
        switch (random.nextInt(9)) {
            case 0 -> word("-" + number());
            case 1, 2 -> word(number());
            case 3 -> word(random.nextInt(9) + "x" + random.nextInt(100) + (chance(2) ? "x?" : ""));
            case 4 -> word((chance(2) ? "" : random.nextInt(9)) + ".." + random.nextInt(600));
            case 5 -> word(pick(List.of("\"\"", "\"a.nn\"", "\"\\\"q\\\\\\n\\u00e9 // <\"", "\"é\"")));
            case 6 -> formula();
            default -> word(path());
        }
    }

    private String number() {
        return pick(List.of("0", "7", "128", "123456789012345678901", "0.5", "1e-12", "2.50E+3", "10e5"));
    }

    private String path() {
        StringJoiner path = new StringJoiner(".");
        path.add(chance(5) ? pick(WORDS_OF_LANGUAGE) : name());
        while (chance(4)) {
            path.add(pick(List.of("3", "*", "skip", "x")));
        }
        return path.toString();
    }

    private void formula() {
        sign("(");
        for (int extents = chance(3) ? random.nextInt(3) : 0; extents >= 0; extents--) {
            boolean range = chance(4);
            if (!range || chance(2)) {
                sum(3);
            }
            if (range) {
                sign("..");
                sum(3);
            }
            if (extents > 0) {
                word("x");
            }
        }
        sign(")");
    }

    private void sum(int depth) {
        operand(depth);
        while (chance(3)) {
            sign(pick(List.of("+", "-", "*", "/")));
            operand(depth);
        }
    }

    private void operand(int depth) {
        if (chance(6)) {
            sign("-");
        }
        if (depth > 0 && chance(5)) {
            sign("(");
            sum(depth - 1);
            sign(")");
        } else {
            word(chance(2) ? name() : number());
        }
    }

    private void word(String text) {
        if (!tight) {
            space();
        }
        gap();
        out.append(text);
        tight = false;
    }

    private void sign(String text) {
        // a slash would begin a comment with the next one, and dots belong to the number before
        boolean apart = text.equals("..") || text.equals("/");
        gap();
        out.append(apart ? " " + text + " " : text);
        // a minus directly behind a parenthesis would be an operator
        tight = !text.equals(")");
    }

    private void space() {
        out.append(pick(List.of(
                " ", " ", "\n", "  ", "\t", "\r\n", "/* c */", "// c\n", "/**/", "/** d */", "\n\n", "\n // e\n")));
    }

    private void gap() {
        if (chance(4)) {
            space();
        }
    }

    private String name() {
        return pick(NAMES);
    }

    private boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }
}
