"""Words, names and the held-out rule: the raw material of the corpus.

Copying only generalises when the words of the training stream are very
diverse, so most words are made up from random syllables and letters.
Whether a made-up word is held out for evaluation depends on nothing but its
spelling, so the endless training stream and the evaluation can never share one.
The lists of real words are for training only: a real word may be one token, and
a token that was never an answer cannot become one.
"""

import zlib

FIRST_NAMES = """Ada Alan Alice Amir Ana Anna Ben Bob Carla Carlos Chen Chloe Clara Daniel David Diana Dora Elena
Emma Eric Eva Felix Finn Frank Grace Hana Hans Hugo Ian Ibrahim Ines Ivan Jack Jane Jin John Jonas Julia Kai Karl Kate
Kim Lara Lena Leo Li Lily Linus Lisa Lucas Lucy Maria Mark Martin Mary Max Maya Mei Mia Mina Mohamed Nadia Nina Noah
Nora Olga Oliver Omar Oscar Otto Paul Pedro Peter Priya Rosa Ruth Sam Sara Sofia Stella Sven Tara Theo Tom Uma Vera
Victor Wei Yara Yuki Zara Zoe""".split()

CITIES = """Paris London Berlin Madrid Rome Vienna Oslo Tokyo Lima Cairo Delhi Boston Chicago Dublin Lisbon Prague
Athens Warsaw Zurich Geneva Seattle Toronto Sydney Munich Hamburg Milan Nairobi Lagos Seoul Bogota Quito Dallas Austin
Amsterdam Brussels Copenhagen Stockholm Helsinki Budapest Istanbul Moscow Beijing Shanghai Mumbai Singapore Bangkok
Jakarta Manila Denver Houston Miami Phoenix Montreal Vancouver Melbourne""".split() + [
    "New York", "San Francisco", "Los Angeles", "Hong Kong", "Cape Town", "Buenos Aires", "Mexico City", "Tel Aviv"]

COLOURS = """red blue green yellow orange purple pink black white grey brown teal violet indigo crimson turquoise
silver gold beige maroon cyan magenta olive coral""".split()

FOODS = """pizza soup pasta rice bread cheese salad cake curry sushi tacos noodles apples pancakes chocolate soup
beans stew dumplings waffles honey olives""".split()

ANIMALS = """fox cat dog owl bear wolf mouse rabbit horse lion tiger frog duck goose sheep goat hedgehog squirrel
turtle whale dolphin penguin crow sparrow spider beetle snail donkey camel monkey elephant giraffe zebra""".split()

THINGS = """robot dragon knight baker sailor farmer king queen wizard train boat lamp tree river stone cloud star
clock kettle violin teapot bicycle balloon castle garden lighthouse pirate ghost snowman shoe hat umbrella mountain
computer book candle kite""".split()

JOBS = """baker teacher nurse doctor pilot farmer writer painter singer driver cook lawyer engineer developer
gardener plumber carpenter dentist librarian""".split()

PLAIN_WORDS = """the a this that is was are it we you they and or but not very all some many one two apple bird bread
bridge bright brave calm chair cold dance dark deep dream early earth evening fast field fire flag flower forest friend
game gentle glass grass green happy heavy hello help hill home honest house island jump key kind lake large late laugh
leaf letter light little long loud love make market mirror moon morning music narrow new night noon north ocean old open
orange paper path peace pencil people plain plant play pocket point quick quiet rain read ready ring road rock roof room
round run salt sand school sea seed shine ship short silent silver simple sing sky sleep slow small smile snow soft song
south spring square stand steam still storm story street strong sugar summer sun sweet table tall test thing think thunder
time today tomorrow tower town tree true under valley village voice wait walk wall warm watch water wave west wheel white
wild wind window winter wish wonder wood word work world write year yellow young code server stream token model tenant
build deploy error request response queue cache cloud data file line node port test value thread lock event state""".split()

EMOJI = list("🙂🚀😀😂😍😎🤔😢😡👍👎👏🙏🎉🔥✨⭐🌍🌈🌞🍎🍕🍰🐱🐶🦊🐼🐸🐢🚗🚲🎵📚💡🔑💻🧪🏠💙💚")

FOREIGN_WORDS = """été naïve café garçon señor mañana niño Zürich über schön Straße fjord smörgås Łódź żółw čeština
Ángel crème brûlée façade jalapeño piñata Привет мир спасибо кошка Москва こんにちは ありがとう 日本 東京 世界 你好 谢谢
中国 北京 水 火 猫 안녕 서울 γειά Αθήνα שלום مرحبا""".split()

CJK = list("日本東京世界你好谢中国北水火猫犬山川人口手目木林森月星空海天地大小上下左右高")

NUMBER_WORDS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
sixteen seventeen eighteen nineteen twenty""".split()

ONSETS = "b c d f g h j k l m n p r s t v w y z br ch cl dr fl gr kr pl qu sh sk sl st th tr vl zh".split() + [""]
VOWELS = "a e i o u a e i o u ai au ea ei ia io oo ou y".split()
CODAS = ["", "", "", ""] + "b d g k l m n p r s t x z ck ld lt mp nd nk nt rd rk rn sh st th".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def is_held_out(text: str, one_in: int = 10) -> bool:
    """Whether a piece of content belongs to the evaluation; spelling decides, so the rule needs no list."""
    return zlib.crc32(text.lower().encode()) % one_in == 0


class Words:
    """Draws words from one side of the split: the training side or the held-out side."""

    def __init__(self, rng, held_out: bool):
        self.rng = rng
        self.held_out = held_out

    def _on_our_side(self, draw, one_in: int = 10):
        """Draws until the text is on this side of the split."""
        while True:
            text = draw()
            if is_held_out(text, one_in) == self.held_out:
                return text

    def pick(self, words: list) -> str:
        """One word of a list of real words; a made-up word when it must be one never trained on."""
        return self.made_up() if self.held_out else self.rng.choice(words)

    def _syllables(self) -> str:
        rng = self.rng
        count = rng.choice((1, 2, 2, 2, 3, 3, 4))
        return "".join(rng.choice(ONSETS) + rng.choice(VOWELS) + rng.choice(CODAS) for _ in range(count))

    def _letters(self) -> str:
        return "".join(self.rng.choice(LETTERS) for _ in range(self.rng.randint(2, 8)))

    def made_up(self) -> str:
        """A lower-case word that no dictionary has."""
        return self._on_our_side(self._letters if self.rng.random() < 0.15 else self._syllables)

    def word(self) -> str:
        """A lower-case word, made up or plain."""
        return self.made_up() if self.rng.random() < 0.6 else self.pick(PLAIN_WORDS)

    def name(self) -> str:
        """A name: mostly made up, mostly capitalised, as people type them."""
        name = self.made_up().capitalize() if self.rng.random() < 0.65 else self.pick(FIRST_NAMES).capitalize()
        if self.rng.random() < 0.1:
            name += " " + self.made_up().capitalize()
        return name.lower() if self.rng.random() < 0.15 else name

    def city(self) -> str:
        name = self.made_up().capitalize() if self.rng.random() < 0.5 or self.held_out else self.rng.choice(CITIES)
        return name.lower() if self.rng.random() < 0.1 else name

    def value(self, words: list) -> str:
        """A value of a kind (a colour, a food): of its list, made up, or two words long."""
        kind = self.rng.random()
        if kind < 0.4:
            return self.pick(words)
        return self.made_up() if kind < 0.8 else self.word() + " " + self.pick(words)

    def number(self) -> int:
        """A whole number for ages, codes and readings."""
        return int(self._on_our_side(lambda: str(self.rng.choice((self.rng.randint(0, 99), self.rng.randint(0, 999))))))

    def emoji(self) -> str:
        return self._on_our_side(lambda: "".join(self.rng.choice(EMOJI) for _ in range(self.rng.randint(1, 5))))

    def foreign(self) -> str:
        if self.rng.random() < 0.6 and not self.held_out:
            return self.rng.choice(FOREIGN_WORDS)
        return self._on_our_side(lambda: "".join(self.rng.choice(CJK) for _ in range(self.rng.randint(1, 5))))

    def code(self) -> str:
        """A string with digits, case and signs, such as an identifier or a version."""
        rng = self.rng
        alphabet = LETTERS + LETTERS.upper() + "0123456789" + "_-./:"
        return self._on_our_side(lambda: "".join(rng.choice(alphabet) for _ in range(rng.randint(2, 8))))
