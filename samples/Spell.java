package com.example;

import java.util.Random;

/** Spells words letter by letter: {@code Spell 10 42} prints ten words, drawn with the seed 42. */
public final class Spell {

    private static final int END = Words.Label.END.ordinal();
    private static final int LONGEST = 23;

    private Spell() {}

    public static void main(String[] arguments) {
        int count = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10;
        Random random = new Random(arguments.length > 1 ? Long.parseLong(arguments[1]) : 1);
        Words net = Words.load();
        for (int i = 0; i < count; i++) {
            System.out.println(word(net, random));
        }
    }

    /** One word: each call of the network reads one letter, the state remembers those before it. */
    static String word(Words net, Random random) {
        Words.State state = net.newState();
        StringBuilder word = new StringBuilder();
        int token = END;
        while (word.length() < LONGEST) {
            token = draw(net.forward(new int[] {token}, state), random);
            if (token == END) {
                break;
            }
            word.append((char) ('a' + token - 1));
        }
        return word.toString();
    }

    /** An index, each as likely as the network says. */
    private static int draw(float[] chances, Random random) {
        double left = random.nextDouble();
        int token = 0;
        while (token < chances.length - 1 && left >= chances[token]) {
            left -= chances[token++];
        }
        return token;
    }
}
