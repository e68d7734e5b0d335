import java.nio.file.Path

def file = { String path -> new File(basedir, path) }
def log = file('build.log').text
assert log.count('Nothing to generate: 1 network file unchanged') == 2
assert log.count('Nothing to compile') == 1
assert file('target/generated-sources/nnc/com/example/one/CatDog.java').isFile()
assert file('target/generated-sources/nnc/com/example/two/CatDog.java').isFile()

def loader = new URLClassLoader([file('target/classes/').toURI().toURL()] as URL[], ClassLoader.platformClassLoader)
try {
    float[] picture = [0.5f, 0.8f, 0.2f]
    def one = loader.loadClass('com.example.one.CatDog').getMethod('load').invoke(null)
    def type = loader.loadClass('com.example.two.CatDog')
    assert !type.methods.any { it.name == 'load' && it.parameterCount == 0 }
    def weights = file('nets/two/cat_dog.safetensors').toPath()
    def two = type.getMethod('load', Path).invoke(null, weights)
    assert Arrays.equals(one.forward(picture) as float[], two.forward(picture) as float[])
} finally {
    loader.close()
}
