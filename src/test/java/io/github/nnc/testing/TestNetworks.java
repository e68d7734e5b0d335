package io.github.nnc.testing;

import io.github.nnc.layer.LayerCatalog;
import io.github.nnc.layer.LayerType;
import io.github.nnc.layer.Parameter;
import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/** The networks over which passes and forms of code are tested: each form, each structure, each activation. */
public final class TestNetworks {

    private TestNetworks() {}

    public static List<Model> all() {
        List<Model> models = new ArrayList<>(List.of(
                catDog(),
                iris(),
                digits(),
                wide(),
                heavy(),
                tokens(),
                varying(),
                siblings(),
                residual(),
                twoOutputs(),
                copies()));
        models.add(concat());
        models.add(matmul());
        models.add(multiplied());
        models.add(heads());
        models.add(deep(12, 24));
        models.add(attentive());
        models.add(grouped());
        models.add(padded());
        models.add(enlarging());
        models.add(enlargedDeep());
        models.add(filtered());
        models.add(normed(3));
        models.add(normed(20));
        models.add(standardised());
        models.add(normedBlocks(60));
        models.add(recurrent());
        LayerCatalog.ALL.stream().filter(LayerType::isActivation).forEach(type -> {
            if (type.parameters().stream().noneMatch(Parameter::required)) {
                models.add(activation(type.name(), 3));
                models.add(activation(type.name(), 40));
            }
        });
        return models;
    }

    /** Statistics and tables that are computed once, small enough to be written out or not. */
    public static Model normed(int units) {
        Chain chain = new Chain("normed");
        Value hidden = chain.layer("dense", vector(chain, 4), "units", units);
        Value y = chain.layer("relu", chain.layer("batchnorm", hidden));
        return chain.output("", chain.layer("prelu", chain.layer("batchnorm", y, "affine", false)))
                .model();
    }

    /** Statistics of the value itself, over a length that varies. */
    public static Model standardised() {
        Chain chain = new Chain("standardised");
        Extent length = new Extent.Symbol("n", 1, 9);
        Value x = chain.input("", TensorType.floats(new Shape(List.of(Extent.of(6), length))));
        Value y = chain.layer("groupnorm", chain.layer("instancenorm", x, "affine", true), "groups", 2);
        return chain.output("", chain.layer("lrn", chain.layer("batchnorm", y), "size", 3))
                .model();
    }

    /** More tensors than a constructor can fill field by field. */
    public static Model normedBlocks(int depth) {
        Chain chain = new Chain("normed_blocks");
        Value x = chain.input("", TensorType.floats(Shape.of(4, 5, 5)));
        for (int i = 0; i < depth; i++) {
            Value y = chain.layer("batchnorm", x);
            x = chain.layer("add", List.of(x, chain.layer("relu", y)));
        }
        return chain.output("", x).model();
    }

    public static Model catDog() {
        Chain chain = new Chain("cat_dog");
        Value hidden = chain.layer("relu", chain.layer("dense", vector(chain, 3), "units", 4));
        Value y = chain.layer("softmax", chain.layer("dense", hidden, "units", 2));
        return chain.output("", y, "cat", "dog").model();
    }

    public static Model iris() {
        Chain chain = new Chain("iris");
        Value hidden = chain.layer("relu", chain.layer("dense", vector(chain, 4), "units", 16));
        Value y = chain.layer("softmax", chain.layer("dense", hidden, "units", 3));
        return chain.output("", y, "setosa", "versicolor", "virginica").model();
    }

    public static Model digits() {
        Chain chain = new Chain("digits");
        Value x = chain.layer("flatten", chain.input("", TensorType.floats(Shape.of(1, 8, 8))));
        Value hidden = chain.layer("dropout", chain.layer("relu", chain.layer("dense", x, "units", 64)));
        Value y = chain.layer("softmax", chain.layer("dense", hidden, "units", 10));
        return chain.output("", y).model();
    }

    /** Rows that are no multiple of four, more outputs than inputs, no bias. */
    public static Model wide() {
        Chain chain = new Chain("wide");
        Value hidden = chain.layer("gelu", chain.layer("dense", vector(chain, 7), "units", 130, "bias", false));
        Value y = chain.layer("log_softmax", chain.layer("dense", hidden, "units", 21));
        return chain.output("", y).model();
    }

    /** More weights than a batch should read for each of its samples. */
    public static Model heavy() {
        Chain chain = new Chain("heavy");
        Value hidden = chain.layer("relu", chain.layer("dense", vector(chain, 300), "units", 250));
        Value y = chain.layer("softmax", chain.layer("dense", hidden, "units", 10));
        return chain.output("", y).model();
    }

    /** Tokens x features. */
    public static Model tokens() {
        Chain chain = new Chain("tokens");
        Value x = chain.input("", TensorType.floats(Shape.of(5, 18)));
        Value hidden = chain.layer("silu", chain.layer("dense", x, "units", 33));
        Value y = chain.layer("softmax", chain.layer("dense", hidden, "units", 7));
        return chain.output("", y, "a", "b", "c", "d", "e", "f", "g").model();
    }

    /** Tokens whose number each call decides. */
    public static Model varying() {
        Chain chain = new Chain("varying");
        Extent n = new Extent.Symbol("n", 1, 9);
        Value x = chain.input("text", TensorType.floats(new Shape(List.of(n, Extent.of(6)))));
        Value other = chain.input("other", TensorType.floats(new Shape(List.of(n, Extent.of(6)))));
        Value sum = chain.layer("add", List.of(x, other));
        Value hidden = chain.layer("tanh", chain.layer("dense", sum, "units", 20));
        Value y = chain.layer("softmax", chain.layer("dense", hidden, "units", 4));
        return chain.output("", y).model();
    }

    /** Two inputs, and a join of what two branches make of them. */
    public static Model siblings() {
        Chain chain = new Chain("siblings");
        Value left = chain.input("left", TensorType.floats(Shape.of(12)));
        Value right = chain.input("right_side", TensorType.floats(Shape.of(12)));
        Value a = chain.layer("sigmoid", chain.layer("dense", left, "units", 30));
        Value b = chain.layer("elu", chain.layer("dense", right, "units", 30));
        Value y = chain.layer("dense", chain.layer("sub", List.of(a, b)), "units", 1);
        return chain.output("", chain.layer("sigmoid", y)).model();
    }

    public static Model residual() {
        Chain chain = new Chain("residual");
        Value x = chain.layer("dense", vector(chain, 20), "units", 20);
        for (int i = 0; i < 3; i++) {
            Value inner = chain.layer("relu", chain.layer("dense", x, "units", 20));
            x = chain.layer("relu", chain.layer("add", List.of(x, inner)));
        }
        return chain.output("", x).model();
    }

    /** An output that is read on, one twice, and an input that is one. */
    public static Model twoOutputs() {
        Chain chain = new Chain("two_outputs");
        Value x = vector(chain, 18);
        Value hidden = chain.layer("tanh", chain.layer("dense", x, "units", 18));
        Value y = chain.layer("softmax", chain.layer("dense", hidden, "units", 5));
        return chain.output("hidden", hidden)
                .output("again", hidden)
                .output("given", x)
                .output("classes", y, "a", "b", "c", "d", "e")
                .model();
    }

    /** Nothing but copies. */
    public static Model copies() {
        Chain chain = new Chain("copies");
        Value x = chain.input("", TensorType.floats(Shape.of(2, 3)));
        return chain.output("", chain.layer("dropout", chain.layer("flatten", x)))
                .model();
    }

    public static Model concat() {
        Chain chain = new Chain("concatenated");
        Value x = vector(chain, 17);
        Value a = chain.layer("dense", x, "units", 40);
        Value b = chain.layer("relu", chain.layer("dense", x, "units", 3));
        Value y = chain.layer("concat", List.of(a, x, b));
        return chain.output("", chain.layer("dense", y, "units", 20)).model();
    }

    public static Model matmul() {
        Chain chain = new Chain("products");
        Value a = chain.input("a", TensorType.floats(Shape.of(6, 11)));
        Value b = chain.input("b", TensorType.floats(Shape.of(11, 19)));
        Value y = chain.layer("matmul", List.of(a, b));
        return chain.output("", chain.layer("softmax", y)).model();
    }

    /** A product of computed matrices that is large enough for one of them to be copied into rows. */
    public static Model multiplied() {
        Chain chain = new Chain("multiplied");
        Value a = chain.input("a", TensorType.floats(Shape.of(2, 15, 9)));
        Value b = chain.input("b", TensorType.floats(Shape.of(2, 9, 16)));
        Value y = chain.layer("matmul", List.of(a, chain.layer("relu", b)));
        return chain.output("", y).model();
    }

    /** Heads and lengths at which keys and values are copied into rows. */
    public static Model heads() {
        return Networks.model("model heads < input (..17 x 24); attention 2 causal; attention 2; dense 12 >");
    }

    /** Ids whose number each call decides, through attention as PyTorch has it. */
    public static Model attentive() {
        Chain chain = new Chain("attentive");
        Extent n = new Extent.Symbol("n", 1, 9);
        Value ids = chain.input("text", TensorType.ids(new Shape(List.of(n)), 11));
        Value x = chain.layer("position", chain.layer("embedding", ids, "features", 12));
        x = chain.layer("add", List.of(x, chain.layer("attention", x, "heads", 3)));
        Value hidden = chain.layer("glu", chain.layer("dense", x, "units", 40));
        Value y = chain.layer("dense", hidden, "units", 4);
        return chain.output("", y)
                .output("one_hot", chain.layer("one_hot", ids))
                .model();
    }

    /** Heads that share keys, turned by position; tokens see those before them only. */
    public static Model grouped() {
        Chain chain = new Chain("grouped");
        Value x = chain.layer("position", chain.input("", TensorType.floats(Shape.of(7, 16))), "kind", "sinusoidal");
        Value inner = chain.layer(
                "attention", x, "heads", 4, "kv_heads", 2, "head_size", 6, "causal", true, "rotary", "half");
        Value y = chain.layer("add", List.of(x, inner));
        return chain.output("", chain.layer("swiglu", y)).model();
    }

    /** Windows that leave the image at its borders, in nests large enough to have their borders split off. */
    public static Model padded() {
        return Networks.model("model padded < input 3x18x19; conv 6 3 stride=2 padding=1 relu; "
                + "conv 6 5 padding=2x1 dilation=2x1 relu; maxpool 3 stride=2 padding=1; flatten; dense 3 >");
    }

    /** Phases, tables of places and weights, views in another order. */
    public static Model enlarging() {
        return Networks.model("model enlarging < input 2x6x5; pad 1x2 reflect; conv 16 3; "
                + "add < conv_transpose 12 4 stride=2 padding=1 | conv_transpose 12 2 stride=2 bias=false "
                + "| conv 12 1; upsample size=12x14 mode=linear align_corners >; "
                + "depthwise 3 same multiplier=2 relu; pixel_shuffle 2; upsample 0.7 mode=cubic antialias; crop top=1; "
                + "add < avgpool 3 2 1 ceil_mode count_include_pad=false; global_maxpool "
                + "| adaptive_avgpool 4x3; global_avgpool > >");
    }

    /** Tables of places in a class with more constants than a constructor can fill field by field. */
    public static Model enlargedDeep() {
        return Networks.model("model enlarged_deep < input 1x4x4; repeat 130 < conv 1 1 relu >; "
                + "upsample 2 mode=linear; pad 1 replicate >");
    }

    /** Filters in rows across their outputs, over a length that each call decides. */
    public static Model filtered() {
        return Networks.model("model filtered < input (3 x ..9); conv 16 3 same relu; residual < conv 16 2 causal >; "
                + "avgpool 3 1 same count_include_pad=false; conv 13 1 sigmoid; global_avgpool >");
    }

    /** Loops in order, in both directions, over a length that each call decides. */
    public static Model recurrent() {
        return Networks.model("model recurrent < input (..9 x 6); a: lstm 12 bidirectional; gru 13 2 bias=false; "
                + "b: rnn 7 nonlinearity=relu sequences=false; output b, a.c, b.h >");
    }

    /** Networks whose calls depend on those before them: a cache of keys, and states alone. */
    public static List<Model> carrying() {
        return List.of(
                Networks.model("model decoder < input ..4 tokens=9; embedding 12; position carry max_length=20; "
                        + "residual < attention 3 causal carry rotary=half context=20 >; last; dense 9 >"),
                Networks.model("model detector < input 1x20; a: lstm 14 carry; gru 5 carry layers=2; "
                        + "rnn 3 carry sequences=false; dense 2 softmax; labels silence, voice >"));
    }

    /** Equal dense layers of a width, one after another. */
    public static Model deep(int layers, int width) {
        Chain chain = new Chain("deep");
        Value x = vector(chain, width);
        for (int i = 0; i < layers; i++) {
            x = chain.layer("relu", chain.layer("dense", x, "units", width));
        }
        return chain.output("", x).model();
    }

    public static Model activation(String name, int width) {
        Chain chain = new Chain("only_" + name);
        Value x = chain.layer("dense", vector(chain, 5), "units", width);
        Value y = chain.layer(name, chain.layer("mul", List.of(x, chain.layer(name, x))));
        return chain.output("", y).model();
    }

    private static Value vector(Chain chain, int size) {
        return chain.input("", TensorType.floats(Shape.of(size)));
    }
}
