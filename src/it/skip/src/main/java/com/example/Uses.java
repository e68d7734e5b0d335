package com.example;

/** Compiles only if the folder of generated sources is a source root. */
final class Uses {

    private final Kept kept = new Kept();

    @Override
    public String toString() {
        return kept.toString();
    }
}
