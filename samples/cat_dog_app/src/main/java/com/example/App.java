package com.example;

import java.util.Locale;

/** Asks the network that the build compiled from {@code src/main/nn/com/example/cat_dog.nn}. */
public final class App {

    private App() {}

    public static void main(String[] arguments) {
        float[] pixels = arguments.length == 0 ? new float[] {0.5f, 0.8f, 0.2f} : numbers(arguments);
        CatDog net = CatDog.load();
        float[] p = net.forward(pixels);
        for (CatDog.Label label : CatDog.Label.values()) {
            System.out.printf(Locale.ROOT, "P(%s) = %.4f%n", label, p[label.ordinal()]);
        }
        System.out.println("prediction: " + net.predict(pixels));
    }

    private static float[] numbers(String[] texts) {
        float[] numbers = new float[texts.length];
        for (int i = 0; i < texts.length; i++) {
            numbers[i] = Float.parseFloat(texts[i]);
        }
        return numbers;
    }
}
