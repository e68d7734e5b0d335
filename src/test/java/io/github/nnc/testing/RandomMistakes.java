package io.github.nnc.testing;

import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Networks with a few mistakes as a hurried author makes them: the same seed gives the same text. */
final class RandomMistakes {

    private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|[A-Za-z][A-Za-z0-9_.*]*|[0-9][0-9x.?]*|\\s+|.");
    private static final Pattern NUMBER = Pattern.compile("(?<![A-Za-z_0-9.])[0-9]{1,6}(?![0-9.])");
    private static final Pattern FIRST_WORD = Pattern.compile("^( *(?:[a-z0-9]+: )?)[a-z_0-9]+");
    private static final String[] NUMBERS = {
        "0",
        "1",
        "2",
        "7",
        "-3",
        "2.5",
        "1e400",
        "4000000000",
        "9223372036854775807",
        "99999999999999999999",
        "3x4",
        "?x2"
    };
    private static final String[] SIGNS = {";", "|", "<", ">", "=", ",", "..", "(", ")", ":", "*", "/", "@"};

    private RandomMistakes() {}

    /** Typed wrongly: tokens are left out, doubled, exchanged and replaced. */
    static String mistyped(long seed) {
        Random random = new Random(seed);
        List<String> tokens = tokens(RandomNetworks.of(seed).text());
        int mistakes = 1 + random.nextInt(3);
        for (int i = 0; i < mistakes; i++) {
            mistake(tokens, random);
        }
        return String.join("", tokens);
    }

    /** Well written but put together wrongly: statements are left out, moved, changed, or taken from another network. */
    static String illShaped(long seed) {
        Random random = new Random(seed);
        List<String> lines =
                new ArrayList<>(RandomNetworks.of(seed).text().lines().toList());
        int head = 0;
        while (!lines.get(head).startsWith("model ")) {
            head++;
        }
        List<String> body = lines.subList(head + 1, lines.size() - 1);
        int mistakes = 1 + random.nextInt(2);
        for (int i = 0; i < mistakes; i++) {
            misplace(body, random);
        }
        return String.join("\n", lines) + "\n";
    }

    private static void misplace(List<String> body, Random random) {
        int at = random.nextInt(body.size());
        switch (random.nextInt(6)) {
            case 0:
                body.set(at, "");
                break;
            case 1:
                Collections.swap(body, at, random.nextInt(body.size()));
                break;
            case 2:
                body.set(at, otherNumber(body.get(at), random));
                break;
            case 3:
                String layer = LayerCatalog.ALL
                        .get(random.nextInt(LayerCatalog.ALL.size()))
                        .name();
                body.set(at, FIRST_WORD.matcher(body.get(at)).replaceFirst("$1" + layer));
                break;
            default:
                RandomLayers.Line line = RandomLayers.ALL.get(random.nextInt(RandomLayers.ALL.size()));
                String statement = line.template().expand(random, new int[] {1, 5, 7, 64}, "3 x 4", 1000 + at);
                body.set(at, "  " + statement + ";\n" + body.get(at));
        }
    }

    /** Another number in the place of one of a line's. */
    private static String otherNumber(String line, Random random) {
        List<MatchResult> numbers = NUMBER.matcher(line).results().toList();
        if (numbers.isEmpty()) {
            return line;
        }
        MatchResult number = numbers.get(random.nextInt(numbers.size()));
        long value = Long.parseLong(number.group());
        long[] others = {value + 1, Math.max(0, value - 1), 2 * value + 1, 0, 1000, 3_000_000_000L};
        return line.substring(0, number.start()) + others[random.nextInt(others.length)] + line.substring(number.end());
    }

    private static List<String> tokens(String text) {
        List<String> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        while (matcher.find()) {
            tokens.add(matcher.group());
        }
        return tokens;
    }

    private static void mistake(List<String> tokens, Random random) {
        int at = random.nextInt(tokens.size());
        while (tokens.get(at).isBlank()) {
            at = random.nextInt(tokens.size());
        }
        String token = tokens.get(at);
        switch (random.nextInt(6)) {
            case 0:
                tokens.remove(at);
                break;
            case 1:
                tokens.add(at, token + " ");
                break;
            case 2:
                int other = random.nextInt(tokens.size());
                tokens.set(at, tokens.get(other));
                tokens.set(other, token);
                break;
            case 3:
                tokens.add(at, SIGNS[random.nextInt(SIGNS.length)]);
                break;
            default:
                tokens.set(at, replacement(token, random));
        }
    }

    /** Something of the same kind, so that most mistakes reach the checker. */
    private static String replacement(String token, Random random) {
        if (Character.isDigit(token.charAt(0))) {
            return NUMBERS[random.nextInt(NUMBERS.length)];
        }
        if (!Character.isLetter(token.charAt(0))) {
            return SIGNS[random.nextInt(SIGNS.length)];
        }
        List<LayerType> layers = LayerCatalog.ALL;
        return switch (random.nextInt(4)) {
            case 0 -> token + "s";
            case 1 ->
                new String[] {"repeat", "from", "reuse", "output", "labels", "residual", "input", "in"}
                        [random.nextInt(8)];
            default -> layers.get(random.nextInt(layers.size())).name();
        };
    }
}
