package io.github.nnc.bench.models;

/**
 * A network that is timed.
 *
 * @param name without spaces, by which it is asked for
 * @param title as tables have it
 * @param text in the language; its only model is named {@code net}
 * @param tokens how many calls, one token each, make a run of a network that carries; 0 for all others
 * @param anew for a network that carries, the same without a state, which reads all tokens so far; otherwise empty
 */
public record Subject(String name, String title, String text, int tokens, String anew) {

    static Subject of(String name, String title, String body) {
        return new Subject(name, title, model("", body), 0, "");
    }

    static Subject importing(String imports, String name, String title, String body) {
        return new Subject(name, title, model(imports, body), 0, "");
    }

    /** The text without a state, where there are two. */
    public String stateless() {
        return tokens == 0 ? text : anew;
    }

    private static String model(String imports, String body) {
        return imports + "model net <\n" + body + "\n>\n";
    }
}
