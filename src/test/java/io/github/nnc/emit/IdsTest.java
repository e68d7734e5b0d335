package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.kernel.Access;
import io.github.nnc.kernel.Axis;
import io.github.nnc.kernel.Buffer;
import io.github.nnc.kernel.Expression;
import io.github.nnc.kernel.Index;
import io.github.nnc.kernel.Program;
import io.github.nnc.kernel.Step;
import io.github.nnc.layer.Initialisation;
import io.github.nnc.layer.WeightSpec;
import io.github.nnc.model.LearnedTensor;
import io.github.nnc.model.Model;
import io.github.nnc.model.Value;
import io.github.nnc.source.SourceFile;
import io.github.nnc.source.Span;
import io.github.nnc.tensor.Extent;
import io.github.nnc.tensor.Shape;
import io.github.nnc.tensor.TensorType;
import io.github.nnc.testing.StrictJavac;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Ids as inputs, one alone and a number of them that each call decides: rows of a table, found by id, are added. */
class IdsTest {

    private static final Span SPAN = new SourceFile("ids.nn", "model ids < >").span(0, 5);
    private static final float[] TABLE = {0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42};

    private final Extent words = new Extent.Symbol("n", 1, 6);
    private final TensorType one = TensorType.ids(new Shape(List.of()), 5);
    private final TensorType many = TensorType.ids(new Shape(List.of(words)), 5);
    private final TensorType sum = TensorType.floats(Shape.of(3));

    private Model model() {
        return new Model(
                "bag",
                Optional.empty(),
                List.of(input("city", one), input("words", many)),
                List.of(),
                List.of(new LearnedTensor(
                        "table", new WeightSpec("weight", Shape.of(5, 3), Initialisation.normal(1)), SPAN)),
                List.of(new Model.Output("", value(sum), Optional.empty(), SPAN)),
                Optional.empty(),
                SPAN);
    }

    private static Model.Input input(String name, TensorType type) {
        return new Model.Input(name, value(type), Optional.empty(), SPAN);
    }

    private static Value value(TensorType type) {
        return new Value(type, new Value.Origin(SPAN, "value", Optional.empty()));
    }

    private Program program() {
        Buffer city = new Buffer("city", Buffer.Role.INPUT, Buffer.Element.INT, one.shape());
        Buffer ids = new Buffer("words", Buffer.Role.INPUT, Buffer.Element.INT, many.shape());
        Buffer y = new Buffer("", Buffer.Role.OUTPUT, Buffer.Element.FLOAT, sum.shape());
        Buffer table = new Buffer("table.weight", Buffer.Role.WEIGHT, Buffer.Element.FLOAT, Shape.of(5, 3));
        Axis i = new Axis("i", words);
        Axis j = new Axis("j", Extent.of(3));
        Index word = new Index.Indirect(Access.of(ids, List.of(Index.of(i))));
        Index place = new Index.Indirect(Access.of(city, List.of()));
        Expression ofCity = new Expression.Load(Access.of(table, List.of(place, Index.of(j))));
        Step.Nest nest = new Step.Nest(
                "bag",
                List.of(j),
                List.of(i),
                Step.Reduction.SUM,
                new Expression.Load(Access.of(table, List.of(word, Index.of(j)))),
                new Expression.Reduced().plus(ofCity),
                Access.of(y, List.of(Index.of(j))),
                Step.Store.ASSIGN);
        return new Program(List.of(city, ids, y, table), List.of(nest));
    }

    @Test
    void findsRowsAndRefusesIdsBeyondTheTable() throws ReflectiveOperationException {
        GeneratedClass source = Emitter.emit(
                        new ClassRequest("", model(), program(), Optional.of(List.of(TABLE)), Optional.empty()),
                        new Diagnostics())
                .orElseThrow();
        Compilation compilation = StrictJavac.compile(Map.of(source.path(), source.source()));
        Class<?> type = new MemoryLoader(compilation.classes(), Map.of()).loadClass("Bag");
        Object net = type.getMethod("load").invoke(null);
        Method forward = type.getMethod("forward", int.class, int[].class);
        assertThat((float[]) forward.invoke(net, 4, new int[] {0, 3, 3})).containsExactly(100, 104, 108);
        assertThatThrownBy(() -> forward.invoke(net, 5, new int[] {0}))
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("city is 5, but must be 0 to 4");
        assertThatThrownBy(() -> forward.invoke(net, 0, new int[] {1, -2}))
                .cause()
                .hasMessage("words[1] is -2, but must be 0 to 4");
        assertThatThrownBy(() -> forward.invoke(net, 0, new int[7])).cause().hasMessage("n is 7, but must be 1 to 6");
    }
}
