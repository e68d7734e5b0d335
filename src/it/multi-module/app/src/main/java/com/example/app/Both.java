package com.example.app;

import com.example.more.CatDog;

/** Two modules have a network of the same name and support code of their own. */
public final class Both {

    private Both() {}

    /** Whether both say the same. */
    public static boolean agree(float[] picture) {
        CatDog one = CatDog.load();
        com.example.nets.CatDog other = com.example.nets.CatDog.load();
        return one.predict(picture).name().equals(other.predict(picture).name());
    }
}
