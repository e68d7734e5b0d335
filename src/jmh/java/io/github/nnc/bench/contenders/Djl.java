package io.github.nnc.bench.contenders;

import ai.djl.Model;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.nio.FloatBuffer;
import java.nio.file.Path;

/**
 * DJL with PyTorch: a TorchScript module on one thread, called without a translator; the input is a tensor already.
 * Reading the output is no part of a run.
 */
public final class Djl implements Contender {

    private final Model model;
    private final Block block;
    private final NDManager manager;
    private final ParameterStore parameters;
    private final Shape shape;
    private NDList input = new NDList();
    private float[] outputs = new float[0];

    /** @param inputShape with the batch in front */
    public Djl(Path file, long[] inputShape) throws Exception {
        System.setProperty("ai.djl.pytorch.num_threads", "1");
        System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
        System.setProperty("OPT_OUT_TRACKING", "true");
        model = Model.newInstance("net", "PyTorch");
        model.load(file.getParent(), "net");
        block = model.getBlock();
        manager = model.getNDManager().newSubManager();
        parameters = new ParameterStore(manager, false);
        shape = new Shape(inputShape);
    }

    @Override
    public boolean isJava() {
        return false;
    }

    @Override
    public void fill(Object values) {
        input = new NDList(manager.create(FloatBuffer.wrap((float[]) values), shape));
    }

    @Override
    public void run() {
        block.forward(parameters, input, false).close();
    }

    @Override
    public float[] results() {
        try (NDList result = block.forward(parameters, input, false)) {
            outputs = result.singletonOrThrow().toFloatArray();
        }
        return outputs;
    }

    @Override
    public void close() {
        manager.close();
        model.close();
    }
}
