package io.github.nnc.testing;

import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Statements with choices in them. {@code {a|b|}} is one of several texts, {@code $} a size, {@code @} an activation word
 * or none, {@code %} the dimensions that arrive, {@code #} a part of labels that no other expansion has.
 */
record RandomTemplate(String text) {

    private static final Pattern CHOICE = Pattern.compile("\\{([^{}]*)}");

    String expand(Random random, int[] sizes, String dimensions, int fresh) {
        String chosen = replace(CHOICE, text, match -> {
            List<String> choices = List.of(match.split("\\|", -1));
            return choices.get(random.nextInt(choices.size()));
        });
        String sized = replace(
                Pattern.compile("(\\$)"), chosen, match -> Integer.toString(sizes[random.nextInt(sizes.length)]));
        String activated = replace(
                Pattern.compile("(@)"),
                sized,
                match -> random.nextBoolean() ? "" : " " + RandomActivations.word(random));
        return activated.replace("%", dimensions).replace("#", Integer.toString(fresh));
    }

    private static String replace(Pattern pattern, String text, java.util.function.UnaryOperator<String> replacement) {
        Matcher matcher = pattern.matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(replacement.apply(found.group(1))));
    }
}
