package io.github.nnc.bench.contenders;

import io.github.nnc.bench.models.Generated;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** A generated class by its form that allocates nothing, all samples of a run at once, or one token after another. */
public final class GeneratedContender implements Contender {

    private final URLClassLoader loader;
    private final BiConsumer<Object, float[]> caller;
    private final float[] outputs;
    private Object input = new float[0];

    /**
     * @param classes a folder with the class, its weights and its caller
     * @param count how many samples or tokens a run has
     * @param outputSize of one of them
     */
    public GeneratedContender(Path classes, int count, int outputSize) throws Exception {
        loader = new URLClassLoader(new URL[] {classes.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
        @SuppressWarnings("unchecked") // so it is written
        BiConsumer<Object, float[]> made = (BiConsumer<Object, float[]>)
                loader.loadClass(Generated.CALLER).getConstructor(int.class).newInstance(count);
        caller = made;
        outputs = new float[count * outputSize];
    }

    /** Waits until kernels that need it are warm, and tells which target runs from then on. */
    public String warmUp() throws Exception {
        return ((Callable<?>) caller).call().toString();
    }

    @Override
    public void fill(Object values) {
        input = values;
    }

    @Override
    public void run() {
        caller.accept(input, outputs);
    }

    @Override
    public float[] results() {
        return outputs.clone();
    }

    @Override
    public void close() throws IOException {
        loader.close();
    }
}
