/** Imports the class of a network that only tests see. */
final class TinyUse {

    private TinyUse() {}

    static float[] answer(float[] x) {
        return Tiny.random(7).forward(x);
    }
}
