package com.example;

/** Imports the class of a network. */
public final class Pets {

    private final CatDog net = CatDog.load();

    /** The name of the animal in a picture. */
    public String name(float[] picture) {
        return net.predict(picture).name();
    }
}
