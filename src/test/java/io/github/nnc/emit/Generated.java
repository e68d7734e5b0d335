package io.github.nnc.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.nnc.diagnostic.Diagnostics;
import io.github.nnc.inmemory.Compilation;
import io.github.nnc.inmemory.MemoryLoader;
import io.github.nnc.lower.Lower;
import io.github.nnc.model.Model;
import io.github.nnc.testing.StrictJavac;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A generated class, compiled as users compile it and loaded. */
record Generated(GeneratedClass source, Map<String, byte[]> classes, Class<?> type) {

    static GeneratedClass emit(Model model, Optional<List<float[]>> weights) {
        Diagnostics diagnostics = new Diagnostics();
        Optional<GeneratedClass> generated = Emitter.emit(
                new ClassRequest("com.example", model, Lower.program(model), weights, Optional.empty()), diagnostics);
        assertThat(diagnostics.sorted()).isEmpty();
        return generated.orElseThrow();
    }

    static Generated of(Model model, Optional<List<float[]>> weights) {
        GeneratedClass source = emit(model, weights);
        Compilation compilation = StrictJavac.compile(Map.of(source.path(), source.source()));
        String name = source.path().replace(".java", "").replace('/', '.');
        try {
            return new Generated(
                    source,
                    compilation.classes(),
                    Class.forName(name, true, new MemoryLoader(compilation.classes(), source.resources())));
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    static Generated of(Model model) {
        return of(model, Optional.empty());
    }

    Object random(long seed) throws ReflectiveOperationException {
        return type.getMethod("random", long.class).invoke(null, seed);
    }

    float[] forward(Object net, float[] x) throws ReflectiveOperationException {
        return (float[]) type.getMethod("forward", float[].class).invoke(net, (Object) x);
    }

    /** Calls {@code forward} with one array for each input; arrays alone, or the components of {@code Outputs}. */
    List<float[]> outputs(Object net, List<?> inputs) throws ReflectiveOperationException {
        Class<?>[] types = inputs.stream().map(Object::getClass).toArray(Class<?>[]::new);
        Object result = type.getMethod("forward", types).invoke(net, inputs.toArray());
        if (result instanceof float[] single) {
            return List.of(single);
        }
        List<float[]> outputs = new ArrayList<>();
        for (RecordComponent component : result.getClass().getRecordComponents()) {
            outputs.add((float[]) component.getAccessor().invoke(result));
        }
        return outputs;
    }
}
