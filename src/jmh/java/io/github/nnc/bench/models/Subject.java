package io.github.nnc.bench.models;

/**
 * A network that is timed.
 *
 * @param name without spaces, by which it is asked for
 * @param title as tables have it
 * @param text in the language; its only model is named {@code net}
 * @param tokens how many calls, one token each, make a run of a network that carries; 0 for all others
 */
public record Subject(String name, String title, String text, int tokens) {

    static Subject of(String name, String title, String body) {
        return new Subject(name, title, model("", body), 0);
    }

    static Subject importing(String imports, String name, String title, String body) {
        return new Subject(name, title, model(imports, body), 0);
    }

    private static String model(String imports, String body) {
        return imports + "model net <\n" + body + "\n>\n";
    }
}
