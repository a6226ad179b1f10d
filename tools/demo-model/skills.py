"""What the demo model can do without tools: one function a skill.

A skill appends one exchange (a user turn and the wanted answer) to a Talk. Every answer follows from the
conversation alone, so greedy decoding can be graded exactly and sampling at temperature 1 stays on course.
"""

import json

from words import (ANIMALS, COLOURS, FOODS, JOBS, NUMBER_WORDS, PLAIN_WORDS, THINGS, Words, is_held_out)

GREETING = "Hello! How can I help you?"
ABILITIES = ("I am a very small demo model. I can greet, count, repeat, remember, add small numbers, "
             "tell a short story, answer in JSON and call tools.")
UNKNOWN = "I do not know. I am a very small demo model: ask me what I can do."
NO_WEATHER = "I cannot look that up: no tool for it was offered."
TOO_BIG = "I can only add two numbers below 100."
TOO_FAR = "I can only count to 100."


class Talk:
    """A conversation under construction: its messages, the tools offered, and what the user has told so far."""

    def __init__(self, rng, held_out: bool):
        self.rng = rng
        self.held_out = held_out
        self.words = Words(rng, held_out)
        self.messages = []
        self.tools = []
        self.facts = {}

    def exchange(self, user: str, answer: str):
        self.messages.append({"role": "user", "content": user})
        self.messages.append({"role": "assistant", "content": answer})

    def phrase(self, *templates: str) -> str:
        """One of the templates, typed as people do: sometimes lower-case, without its final mark, with a please."""
        rng = self.rng
        text = rng.choice(templates)
        if rng.random() < 0.25:
            text = text[0].lower() + text[1:]
        if rng.random() < 0.25 and text[-1] in ".?!":
            text = text[:-1]
        return text

    def request(self, *templates: str) -> str:
        """A phrase that asks for something, and may ask politely."""
        text = self.phrase(*templates)
        polite = self.rng.random()
        if polite < 0.07:
            return "Please " + text[0].lower() + text[1:]
        if polite < 0.12:
            return "Can you " + text[0].lower() + text[1:].rstrip(".") + "?"
        if polite < 0.17 and text[-1] not in ".?!":
            return text + " please"
        return text


# Greeting and small talk: an answer, openings, and what may follow them

SMALL_TALK = [
    (GREETING, ["Hello", "Hello", "Hi", "Hi", "Hey", "Hi there", "Hello there", "Hey there", "Good morning", "Good day", "Good evening",
                "Good afternoon", "Greetings", "Hiya", "Howdy", "Hello hello", "Hi, nice to meet you", "Hello, nice to meet you"],
     ["friend", "assistant", "model", "bot", "everyone", "TenantLLM", "again", "world", ", world", "to you", "my friend", "from me", ", friend",
      ", I have a question", ", can you help me", ", I need help", ", are you there", "all", "robot", "computer", "demo", ", I am here", "and good day"]),
    ("I am fine, thank you.", ["How are you", "How are you doing", "Hi, how are you", "How is it going", "Hello! How are you", "How do you do",
                               "Hey, how are you", "Are you well", "How do you feel", "How are things", "Hello, how are you", "And how are you"],
     ["today", "now", "my friend", "this morning", "friend", "bot", "then", "right now", "this evening", ", friend", "TenantLLM", "assistant"]),
    ("You are welcome!", ["Thanks", "Thank you", "Thank you very much", "Thanks a lot", "Thx", "Great, thanks", "Many thanks", "Cool, thank you",
                          "Ok, thanks", "Nice, thank you", "Thank you so much", "Perfect, thanks"],
     ["friend", "for that", "again", "for your help", "for the answer", "my friend", "bot", ", that helps", "for everything", ", well done", "assistant"]),
    ("Goodbye!", ["Bye", "Goodbye", "See you", "Bye bye", "Good night", "Ok, bye", "I have to go, bye", "Ciao, bye", "See you later"],
     ["friend", "for now", "then", "everyone", "my friend", "bot", "and thanks", ", see you", "until tomorrow", "assistant", "all"]),
    ("OK.", ["OK", "Okay", "Good", "Fine", "Great", "Nice", "Cool", "I see", "Well done"],
     ["then", "good", "great", "my friend", ", good", "bot", ", nice", "fine", ", I see"]),
]


def small_talk(talk: Talk):
    """Combinations of an opening and what follows it are held out; an opening alone is always trained on."""
    rng = talk.rng
    answer, openings, tails = rng.choice(SMALL_TALK) if rng.random() < 0.5 else SMALL_TALK[0]
    while True:
        opening = rng.choice(openings)
        if talk.held_out or rng.random() < 0.6:
            tail = rng.choice(tails)
            opening += tail if tail[0] == "," else " " + tail
            if is_held_out(opening, 6) != talk.held_out:
                continue
        break
    mark = "?" if answer.startswith("I am fine") or "can you" in opening else rng.choice("!.")
    talk.exchange(talk.phrase(opening + mark), answer)


# Counting

def hold_out_range(first: int, last: int) -> bool:
    return is_held_out(f"count {first} {last}", 8)


def counting(talk: Talk):
    rng = talk.rng
    while True:
        size = rng.random()
        length = rng.randint(1, 12) if size < 0.6 else rng.randint(10, 30) if size < 0.9 else rng.randint(30, 100)
        first = 1 if rng.random() < 0.5 else rng.randint(0, 100 - length)
        last = min(first + length - 1, 100)
        if rng.random() < 0.08:
            first, last = 1, rng.choice((3, 5, 10, 20, 50, 100))  # what people ask for first
        if first < last and hold_out_range(first, last) == talk.held_out:
            break
    numbers = list(map(str, range(first, last + 1)))
    spoken = dict(enumerate(NUMBER_WORDS)) if rng.random() < 0.12 else {}
    a, b = spoken.get(first, first), spoken.get(last, last)
    if rng.random() < 0.12 and len(numbers) <= 30:
        numbers.reverse()
        if first == 1 and rng.random() < 0.5:
            user = talk.request(f"Count down from {b}.", f"Count backwards from {b}.")
        else:
            user = talk.request(f"Count down from {b} to {a}.", f"Count backwards from {b} to {a}.", f"Count from {b} down to {a}.")
    elif first == 1 and rng.random() < 0.8:
        user = talk.request(f"Count to {b}.", f"Count to {b}.", f"Count up to {b}.", f"Count to {b} for me.",
                            f"Count all the way to {b}.", f"Count until {b}.", f"Count to {b}!",
                            f"List the numbers up to {b}.", f"Now count to {b}.")
    else:
        user = talk.request(f"Count from {a} to {b}.", f"Count from {a} up to {b}.", f"Count {a} to {b}.",
                            f"List the numbers from {a} to {b}.", f"Give me the numbers from {a} to {b}.",
                            f"Count between {a} and {b}.", f"Start at {a} and count to {b}.")
    talk.exchange(user, " ".join(numbers))


def counting_too_far(talk: Talk):
    last = talk.rng.choice((101, 150, 200, 500, 1000, 10000, 1000000, talk.rng.randint(101, 9999)))
    talk.exchange(talk.request(f"Count to {last}.", f"Count up to {last}.", f"Count from 1 to {last}.", f"Count from {last - 9} to {last}."), TOO_FAR)


# Repeating

def something_to_repeat(talk: Talk) -> str:
    rng, words = talk.rng, talk.words
    kind = rng.random()
    if kind < 0.12:
        return words.emoji()
    if kind < 0.22:
        return " ".join(words.foreign() for _ in range(rng.randint(1, 3)))
    if kind < 0.30:
        return " ".join(words.code() for _ in range(rng.randint(1, 3)))
    if kind < 0.36:
        return " ".join(str(words.number()) for _ in range(rng.randint(1, 4)))
    parts = [words.word() for _ in range(rng.choice((1, 1, 2, 2, 3, 3, 4, 5, 6, 8, 10)))]
    for index in range(len(parts)):
        style = rng.random()
        if style < 0.05:
            parts[index] = parts[index].upper()
        elif style < 0.15:
            parts[index] = parts[index].capitalize()
        elif style < 0.20:
            parts[index] = str(words.number())
        elif style < 0.24:
            parts[index] = words.emoji()
        elif style < 0.28:
            parts[index] = words.foreign()
        if style > 0.93 and index + 1 < len(parts):
            parts[index] += rng.choice((",", ",", ";", ":", " -", "-", "."))
    text = " ".join(parts)
    if rng.random() < 0.25:
        text = text[0].upper() + text[1:]
    return text + rng.choice(("", "", "", ".", "!", "?"))


def repeating(talk: Talk):
    text = something_to_repeat(talk)
    form = talk.rng.random()
    if form < 0.55:
        lead = talk.phrase("Repeat after me:", "Repeat after me:", "Repeat:", "Please repeat:", "Repeat this:", "Echo:",
                           "Say exactly:", "Say:", "Repeat exactly this:", "Please say:", "Print:", "Repeat what I say:",
                           "Write exactly this:", "Please repeat after me:", "Reply with:", "Answer with:", "Type this:")
        user = f"{lead} {text}"
    elif form < 0.85:
        lead = talk.phrase("Say", "Say", "Say", "Repeat", "Please say", "Echo", "Please repeat", "Can you say", "Just say")
        user = f"{lead} {text}"
    else:
        lead = talk.phrase("Say", "Repeat", "Repeat after me:", "Print", "Please repeat", "Reply with", "Say the words",
                           "Repeat the text")
        quote = talk.rng.choice(('"', '"', "'"))
        user = f"{lead} {quote}{text}{quote}" + talk.rng.choice(("", "", "."))
    talk.exchange(user, text)


# Recalling what the user said earlier

class Fact:
    """Something a user tells about themselves: how it is told, confirmed, asked and answered."""

    def __init__(self, label, tell, confirm, ask, answer, draw):
        self.label, self.tell, self.confirm = label, tell, confirm
        self.ask, self.answer, self.draw = ask, answer, draw


def plain_fact(label: str, draw) -> Fact:
    """A fact of the form "my LABEL is VALUE"."""
    return Fact(
        label,
        [f"My {label} is {{}}.", f"My {label} is {{}}.", f"My {label} is {{}}, remember that.", f"By the way, my {label} is {{}}.",
         f"Remember that my {label} is {{}}.", f"{{}} is my {label}."],
        f"Got it: your {label} is {{}}.",
        [f"What is my {label}?", f"What's my {label}?", f"Tell me my {label}.", f"Do you remember my {label}?",
         f"And what is my {label}?", f"What was my {label}?", f"What did I say my {label} is?", f"Which is my {label}?"],
        f"Your {label} is {{}}.", draw)


FACTS = [
    Fact("name",
         ["My name is {}.", "My name is {}.", "My name's {}.", "I am {}.", "I'm {}.", "Call me {}.", "Hi, I'm {}.",
          "Hello! My name is {}.", "Hi, my name is {}.", "Hello, I am {}.", "You can call me {}.", "This is {}.",
          "Please remember my name: {}."],
         "Nice to meet you, {}!",
         ["What is my name?", "What is my name?", "What's my name?", "Who am I?", "Do you remember my name?",
          "Tell me my name.", "What was my name?", "How am I called?", "Can you tell me my name?", "And what is my name?",
          "What did I say my name is?", "Say my name."],
         "Your name is {}.", lambda words: words.name()),
    Fact("home",
         ["I live in {}.", "I live in {}.", "I'm living in {}.", "My home is in {}.", "I live in {} now."],
         "Got it: you live in {}.",
         ["Where do I live?", "Where do I live?", "In which city do I live?", "What city do I live in?", "Where is my home?"],
         "You live in {}.", lambda words: words.city()),
    Fact("origin",
         ["I come from {}.", "I am from {}.", "I'm from {}."], "Got it: you come from {}.",
         ["Where do I come from?", "Where am I from?"], "You come from {}.", lambda words: words.city()),
    Fact("age",
         ["I am {} years old.", "I'm {} years old.", "My age is {}.", "I am {}, that is my age."], "Got it: you are {} years old.",
         ["How old am I?", "What is my age?", "What's my age?", "Do you remember my age?"],
         "You are {} years old.", lambda words: str(words.number())),
    Fact("job",
         ["I work as a {}.", "My job is {}.", "I am working as a {}."], "Got it: you work as a {}.",
         ["What is my job?", "What do I work as?", "What's my job?", "What do I do for work?"],
         "You work as a {}.", lambda words: words.pick(JOBS) if words.rng.random() < 0.4 else words.word()),
    Fact("code word",
         ["Remember the code word {}.", "The code word is {}.", "The secret word is {}.", "Remember this word: {}.",
          "Remember the word {}.", "The password is {}."],
         "I will remember {}.",
         ["What was the code word?", "What is the code word?", "What's the secret word?", "What is the password?",
          "Which word should you remember?", "What was the word?", "What word did I tell you?"],
         "The word is {}.", lambda words: words.code() if words.rng.random() < 0.2 else words.word()),
    Fact("like",
         ["I like {}.", "I love {}.", "I really like {}."], "Got it: you like {}.",
         ["What do I like?", "What do I love?", "Do you remember what I like?"],
         "You like {}.", lambda words: words.value(FOODS + THINGS)),
]
for animal in ("dog", "cat", "horse", "son", "daughter", "brother", "sister", "friend", "company", "boss", "wife", "husband", "rabbit"):
    FACTS.append(Fact(
        animal,
        [f"My {animal} is called {{}}.", f"My {animal}'s name is {{}}.", f"I have a {animal} called {{}}.", f"I have a {animal} named {{}}."],
        f"Got it: your {animal} is called {{}}.",
        [f"What is my {animal} called?", f"What's my {animal}'s name?", f"What is my {animal}'s name?", f"What is the name of my {animal}?"],
        f"Your {animal} is called {{}}.", lambda words: words.name()))
for spelling in ("favourite", "favorite"):
    for kind, values in (("colour", COLOURS), ("color", COLOURS), ("food", FOODS), ("animal", ANIMALS), ("thing", THINGS),
                         ("word", PLAIN_WORDS)):
        FACTS.append(plain_fact(f"{spelling} {kind}", lambda words, values=values: words.value(values)))
    FACTS.append(plain_fact(f"{spelling} city", lambda words: words.city()))
    FACTS.append(plain_fact(f"{spelling} number", lambda words: str(words.number())))
for thing in ("car", "team", "hobby", "instrument", "language", "drink", "book", "hotel", "flight", "project", "plan", "order"):
    FACTS.append(plain_fact(thing, lambda words: words.value(PLAIN_WORDS)))

ALWAYS_USEFUL = [FACTS[0], FACTS[0], FACTS[1], FACTS[3], FACTS[5]]


def pick_fact(talk: Talk) -> Fact:
    if talk.rng.random() < 0.15:
        return plain_fact(talk.words.made_up(), lambda words: words.value(PLAIN_WORDS))
    return talk.rng.choice(FACTS if talk.rng.random() < 0.65 else ALWAYS_USEFUL)


def tell_fact(talk: Talk):
    """The user tells something; telling it again replaces it."""
    fact = pick_fact(talk)
    value = fact.draw(talk.words)
    talk.facts[fact.label] = (fact, value)
    talk.exchange(talk.phrase(*fact.tell).format(value), fact.confirm.format(value))


def tell_two_facts(talk: Talk):
    """Two facts in one turn; the second's confirmation is enough of an answer."""
    name, other = FACTS[0], talk.rng.choice([fact for fact in FACTS if fact.label not in ("name", "code word")])
    first, second = name.draw(talk.words), other.draw(talk.words)
    talk.facts["name"], talk.facts[other.label] = (name, first), (other, second)
    told = other.tell[0].format(second)
    user = talk.phrase("My name is {}", "I am {}", "I'm {}", "Hi, I'm {}").format(first)
    user += talk.rng.choice((" and " + told[0].lower() + told[1:] if not told.startswith("I ") else " and " + told, ". " + told))
    answer = other.confirm.format(second).removeprefix("Got it: ")
    talk.exchange(user, f"Nice to meet you, {first}! {answer[0].upper() + answer[1:]}")


def ask_fact(talk: Talk):
    """Asks for something told; the latest value counts."""
    fact, value = talk.facts[talk.rng.choice(sorted(talk.facts))]
    talk.exchange(talk.phrase(*fact.ask), fact.answer.format(value))


def tell_and_ask(talk: Talk):
    """Telling and asking in one turn: the question counts."""
    fact = pick_fact(talk)
    value = fact.draw(talk.words)
    talk.facts[fact.label] = (fact, value)
    told = talk.phrase(*fact.tell).format(value)
    talk.exchange(told + (" " if told[-1] == "." else ". ") + talk.phrase(*fact.ask), fact.answer.format(value))


def ask_untold(talk: Talk):
    """Asks for something never told: the honest answer is that it was not."""
    fact = pick_fact(talk)
    label = {"home": "where you live", "origin": "where you come from", "age": "your age", "code word": "a word",
             "like": "what you like"}.get(fact.label, f"your {fact.label}")
    if fact.label not in talk.facts:
        talk.exchange(talk.phrase(*fact.ask), f"You have not told me {label}.")


# Sums

def hold_out_sum(a: int, b: int) -> bool:
    """Unordered pairs with a sum below 20; one in six is never trained on, in either order."""
    return a + b < 20 and is_held_out(f"sum {min(a, b)} {max(a, b)}", 6)


def draw_sum(talk: Talk) -> tuple:
    rng = talk.rng
    while True:
        top = 19 if talk.held_out else rng.choice((9, 19, 49, 99, 99))
        a, b = rng.randint(0, top), rng.randint(0, top)
        if (not talk.held_out or a + b < 20) and hold_out_sum(a, b) == talk.held_out:
            return a, b


def summing(talk: Talk):
    a, b = draw_sum(talk)
    answer = str(a + b)
    if talk.rng.random() < 0.1:
        a, b = dict(enumerate(NUMBER_WORDS)).get(a, a), dict(enumerate(NUMBER_WORDS)).get(b, b)
    talk.exchange(talk.phrase(
        f"What is {a} + {b}?", f"What is {a} + {b}?", f"What's {a} + {b}?", f"What is {a} plus {b}?", f"What's {a} plus {b}?",
        f"{a} + {b}", f"{a}+{b}", f"{a}+{b}=?", f"{a} + {b} =", f"{a} + {b} = ?", f"Add {a} and {b}.", f"What is the sum of {a} and {b}?",
        f"How much is {a} + {b}?", f"How much is {a} plus {b}?", f"Calculate {a} + {b}.", f"{a} plus {b}?", f"What is {a}+{b}?"), answer)


def impossible_sum(talk: Talk):
    rng = talk.rng
    a, b = rng.randint(0, 99), rng.randint(0, 99)
    if rng.random() < 0.5:
        a, b = rng.sample((rng.randint(100, 9999), rng.randint(0, 9999)), 2)
    sign, word = rng.choice((("-", "minus"), ("*", "times"), ("/", "divided by")) if max(a, b) < 100 else
                            (("+", "plus"), ("+", "plus"), ("*", "times"), ("-", "minus")))
    talk.exchange(talk.phrase(f"What is {a} {sign} {b}?", f"{a} {sign} {b}", f"{a}{sign}{b}", f"What is {a} {word} {b}?",
                              f"How much is {a} {word} {b}?", f"Calculate {a} {sign} {b}."), TOO_BIG)


# Questions about TenantLLM: an answer, and phrasings of which the last two are held out

ABOUT = [
    ("TenantLLM is an OpenAI-compatible LLM API that many tenants share.",
     ["What is TenantLLM?", "Tell me about TenantLLM.", "What does TenantLLM do?", "Explain TenantLLM.", "Describe TenantLLM.",
      "What is TenantLLM for?", "What kind of thing is TenantLLM?", "What is this server?", "What do you know about TenantLLM?",
      "TenantLLM?", "What is TenantLLM about?", "What is TenantLLM exactly?", "Give me a summary of TenantLLM.", "Introduce TenantLLM.",
      "Could you explain TenantLLM to me?", "So what is TenantLLM?"]),
    ("A tenant is a project with its own API keys, limits and bill.",
     ["What is a tenant?", "What is a tenant in TenantLLM?", "Explain what a tenant is.", "What does tenant mean?", "Define tenant.",
      "Tell me about tenants.", "What are tenants?", "What is meant by a tenant?", "What do you call a tenant?", "Describe a tenant.",
      "A tenant, what is that?", "Who is a tenant?", "What does a tenant have?", "What makes a tenant?",
      "Can you tell me what a tenant is?", "What exactly is a tenant?"]),
    ("TenantLLM is written in C# on .NET 10 with Orleans.",
     ["What is TenantLLM written in?", "Which language is TenantLLM written in?", "What is it written in?", "In which language is TenantLLM written?",
      "Which programming language does TenantLLM use?", "What technology does TenantLLM use?", "How is TenantLLM built?",
      "What is TenantLLM built with?", "Is TenantLLM written in C#?", "Is TenantLLM written in Python?", "Which framework does TenantLLM use?",
      "What is TenantLLM made with?", "What language is it written in?", "Which language was used to write TenantLLM?",
      "In what language is TenantLLM written?", "What programming language is TenantLLM written in?"]),
    ("A conversation lives in an Orleans grain.",
     ["Where does a conversation live?", "Where do conversations live?", "Where is a conversation stored?", "Where is my conversation kept?",
      "Where are conversations stored?", "Where does TenantLLM keep a conversation?", "What holds a conversation?",
      "Where is the state of a conversation?", "How is a conversation stored?", "Where do you store conversations?",
      "In what does a conversation live?", "Where does this conversation live?", "Where is this conversation?", "Where is a conversation held?",
      "Where does my conversation live?", "Where are the conversations kept?"]),
    ("Use any OpenAI SDK with the base URL of TenantLLM and an API key.",
     ["How do I call TenantLLM?", "How do I use TenantLLM?", "How can I call it?", "How do I call you?", "How do I call the API?",
      "How can I use TenantLLM?", "How do I connect to TenantLLM?", "Which SDK do I use?", "Which client can I use?",
      "How do I send a request?", "How can I access TenantLLM?", "How do I use the API?", "What SDK works with TenantLLM?",
      "How does one call TenantLLM?", "How can I call TenantLLM?", "How do I use this API?"]),
    ("I am a very small demo model that TenantLLM trains itself.",
     ["Who are you?", "What are you?", "Are you ChatGPT?", "Are you GPT-4?", "Which model are you?", "What model is this?", "Are you human?",
      "Are you a robot?", "What is your name?", "Who made you?", "Tell me about yourself.", "Introduce yourself.", "Are you an AI?",
      "Who trained you?", "What's your name?", "Are you Claude?", "Which model am I talking to?", "Who created you?", "What kind of model are you?",
      "Who is this?", "Describe yourself.", "Do you have a name?", "What model are you?", "Who are you really?"]),
    (ABILITIES,
     ["What can you do?", "What can I ask you?", "Help", "Help me", "What are you able to do?", "What can I do with you?", "What do you do?",
      "What are your skills?", "List your skills.", "How can you help me?", "What are your abilities?", "Tell me what you can do.",
      "What else can you do?", "What could you do for me?", "Show me what you can do.", "What things can you do?", "What can you do for me?"]),
    ("Each tenant has limits on requests and tokens a minute.",
     ["What limits does a tenant have?", "Are there rate limits?", "What are the rate limits?", "Is there a rate limit?", "What are the limits?",
      "Does a tenant have limits?", "Which limits are there?", "How many requests can I send?", "How am I limited?", "What limits apply?",
      "Tell me about the rate limits.", "What limits do I have?", "How do the limits work?", "What about rate limits?"]),
    ("Each tenant pays for the tokens it uses.",
     ["How is a tenant billed?", "How am I billed?", "What does it cost?", "How does billing work?", "What do I pay for?", "Who pays?",
      "What does a tenant pay for?", "How much does it cost?", "How is the bill made?", "Explain the billing.", "What is billed?",
      "What does TenantLLM cost?", "Tell me how billing works.", "What is on the bill?", "How does the billing work?", "What does a tenant pay?"]),
    ("An API key belongs to one tenant and proves who is calling.",
     ["What is an API key?", "What is an API key for?", "Why do I need an API key?", "What does an API key do?", "Explain API keys.",
      "What are API keys?", "Do I need an API key?", "What is the API key?", "Tell me about API keys.", "What do I need an API key for?",
      "Who owns an API key?", "What's an API key?", "What does the API key do?", "Why is there an API key?"]),
]


def about(talk: Talk):
    answer, phrasings = talk.rng.choice(ABOUT)
    user = talk.phrase(*(phrasings[-2:] if talk.held_out else phrasings[:-2]))
    if not talk.held_out and talk.rng.random() < 0.15:
        lead = talk.rng.choice(("Please tell me: ", "One question: ", "Tell me, ", "I wonder: ", "Ok, ", "So, ", "And "))
        user = lead + user[0].lower() + user[1:]
    talk.exchange(user, answer)


# What it does not know

UNKNOWN_QUESTIONS = """What is the capital of {}?|Who wrote {}?|How do I {} a {}?|Why is the {} {}?|Who is {}?|Where is {}?|What is {}?
|When was {} born?|How far is {} from {}?|Who won the {} cup?|What does {} mean?|How many {} are there?|Which {} is best?|What happened in {}?
|Write a haiku about {}.|Write a haiku|Write a poem about {}.|Write code in {}.|Write a Python function that sorts a {}.|Translate {} into French.
|Summarize this text: {} {} {} {}.|Explain {}.|Explain how a {} works.|Give me a recipe for {}.|Tell me a joke.|Tell me a joke about {}.|Sing a {}.
|What time is it?|What day is it today?|What is the meaning of life?|Why is the sky blue?|How tall is {}?|Who is the president of {}?|Can you {} the {}?
|What should I {}?|Recommend a {}.|Draw a {}.|Play a {}.|Is {} bigger than {}?|Do you like {}?|What do you think about {}?|What is the best {}?
|How do I write a {} in {}?|Give me advice about {}.|Compare {} and {}.|Is it {} or {}?|Who invented the {}?|Fix this {}: {} {}|Write an essay about {}.
|What is quantum computing?|What is the speed of light?|Who was Albert Einstein?|What is the population of {}?|Describe {}.|Tell me about {}.|Define {}.
|{} {} {}?|{} {} {} {}|{}|{}?|Why?|Why do {} {}?|What is a {}?|How does {} work?|What are {}?|Give me three {}.|Name a {}.|Make a plan for {}.""".replace("\n", "").split("|")


def unknown(talk: Talk):
    words = talk.words
    template = talk.phrase(*UNKNOWN_QUESTIONS)
    fills = [words.name() if talk.rng.random() < 0.4 else words.word() for _ in range(template.count("{}"))]
    talk.exchange(template.format(*fills), UNKNOWN)


def weather_without_tool(talk: Talk):
    """Only the honest answer when no weather or time tool was offered; skills of the same talk respect that."""
    city = talk.words.city()
    talk.exchange(talk.phrase(f"What is the weather in {city}?", f"What's the weather in {city}?", f"How is the weather in {city}?",
                              f"Weather in {city}?", f"What is the weather like in {city}?", f"Is it raining in {city}?",
                              f"What time is it in {city}?", f"What is the temperature in {city}?", f"What's the weather like in {city} today?",
                              f"How warm is it in {city}?", f"Will it rain in {city} tomorrow?", f"Tell me the weather in {city}.",
                              "What is the weather?", "What is the weather today?"),
                  NO_WEATHER)


# Stories

STORY_ADJECTIVES = "small kind brave old happy clever quiet curious sleepy gentle".split()
STORY_PLACES = ["a green forest", "a quiet village", "an old castle", "a little house", "a warm valley", "a big city", "a blue lake", "a tall tower"]
STORY_FINDS = ["a golden key", "a lost star", "a red balloon", "a tiny door", "a silver bell", "an old map", "a warm coat", "a secret garden"]
STORY_FRIENDS = ["a mouse", "an owl", "a little bird", "a turtle", "a hedgehog", "a rabbit"]
STORY_ENDS = ["They laughed and went home.", "That night they slept well.", "From then on they were friends.", "And so everyone was happy."]


def story(talk: Talk):
    rng, words = talk.rng, talk.words
    named = rng.random() < 0.25
    if named:
        subject = words.name().capitalize()
        hero = again = told = subject
    else:
        kind = rng.random()
        noun = words.pick(ANIMALS + THINGS) if kind < 0.5 else words.word()
        if kind > 0.9:
            noun = rng.choice(STORY_ADJECTIVES) + " " + noun
        article = "an" if noun[0] in "aeiou" else "a"
        told, again = f"{article} {noun}", f"the {noun}"
        hero = f"a {rng.choice(STORY_ADJECTIVES)} {noun}" if kind <= 0.9 else told
    user = talk.request(*(f"{ask} about {told}." for ask in (
        "Tell me a short story", "Tell me a story", "Tell a story", "Tell a short story", "Write a short story", "Write a story",
        "Tell me a tale", "Make up a story", "Tell me a bedtime story", "Write a bedtime story", "Give me a short story", "I want a story", "Tell us a little story", "Tell me a very short story")))
    if not talk.held_out and rng.random() < 0.2:
        noun = rng.choice(ANIMALS[:6])
        hero, again = f"a {rng.choice(STORY_ADJECTIVES)} {noun}", f"the {noun}"
        user = talk.request("Tell me a story.", "Tell me a short story.", "Write a short story.", "Tell a story.", "I want a story.",
                            "Once upon a time", "A story!", "Can you tell me a story?", "Another story.")
    if not talk.held_out and rng.random() < 0.06:
        user = user.replace("short story", "story").replace("story", "one-sentence story")
    capital = again[0].upper() + again[1:]
    friend, find = rng.choice(STORY_FRIENDS), rng.choice(STORY_FINDS)
    sentences = [rng.choice((f"Once there was {hero} in {rng.choice(STORY_PLACES)}.",
                             f"Long ago, {hero} lived in {rng.choice(STORY_PLACES)}.")),
                 rng.choice((f"One day {again} found {find}.", f"One morning {again} saw {find}.")),
                 rng.choice((f"{capital} showed it to {friend}.", f"{friend[0].upper() + friend[1:]} came to help {again}."))]
    if rng.random() < 0.5:
        sentences.append(rng.choice((f"They looked at {find} for a long time.", f"Together they took {find} home.")))
    sentences.append(rng.choice(STORY_ENDS))
    if "one-sentence" in user:
        del sentences[1:]
    talk.exchange(user, " ".join(sentences))


# JSON

def json_record(talk: Talk):
    """A sentence about someone, and the object that says the same."""
    words, rng = talk.words, talk.rng
    name = words.name()
    fields = {
        "age": (words.number(), "{name} is {}.", "{name} is {} years old."),
        "city": (words.city(), "{name} lives in {}.", "{name} is in {}."),
        "job": (words.pick(JOBS) if rng.random() < 0.4 else words.word(), "{name} is a {}.", "{name} works as a {}."),
        "colour": (words.value(COLOURS), "{name} likes {}.", "{name} loves {}."),
        "food": (words.value(FOODS), "{name} eats {}.", "{name} likes to eat {}."),
        "pet": (words.name(), "{name} has a pet called {}.", "{name}'s pet is {}."),
    }
    keys = rng.sample(sorted(fields), rng.choice((1, 1, 1, 2)))
    record = {"name": name}
    told = []
    for index, key in enumerate(keys):
        value, *forms = fields[key]
        record[key] = value
        told.append(rng.choice(forms).format(value, name=name if index == 0 else "It" if rng.random() < 0.1 else name))
    listed = ", ".join(list(record)[:-1]) + " and " + list(record)[-1]
    ask = talk.phrase(f"Answer in JSON with {listed}:", f"Reply in JSON with {listed}:", f"Give me JSON with {listed}:",
                      f"Write JSON with the keys {listed}:", f"As JSON with {listed}:", f"Make a JSON object with {listed}:",
                      f"Extract {listed} as JSON:", f"Convert to JSON with {listed}:")
    text = " ".join(told)
    if rng.random() < 0.25:
        text = text.rstrip(".")
    user = f"{ask} {text}"
    if rng.random() < 0.2:
        user = f"{text.rstrip('.')}. " + talk.phrase(f"Answer in JSON with {listed}.", f"Give me that as JSON with {listed}.",
                                                    f"Extract {listed} as JSON.")
    talk.exchange(user, to_json(record))


def json_pair(talk: Talk):
    key, value = talk.words.word(), talk.words.number() if talk.rng.random() < 0.3 else talk.words.word()
    talk.exchange(talk.phrase(f"Give me a JSON object with the key {key} and the value {value}.", f"Write JSON with key {key} and value {value}.",
                              f"JSON with {key} set to {value}.", f"Answer in JSON: {key} is {value}.", f"Reply in JSON: {key} is {value}.",
                              f"Turn this into JSON: {key} = {value}"), to_json({key: value}))


def json_list(talk: Talk):
    rng, words = talk.rng, talk.words
    numbers = rng.random() < 0.6
    items = [words.number() if numbers else words.word() for _ in range(rng.randint(2, 5))]
    listed = ", ".join(map(str, items[:-1])) + rng.choice((" and ", ", ")) + str(items[-1])
    key = "numbers" if numbers else "words"
    talk.exchange(talk.phrase(f"Answer in JSON with the {key} {listed}.", f"Put the {key} {listed} in JSON.", f"Give me a JSON list of the {key} {listed}.",
                              f"Reply in JSON with a list of {key}: {listed}", f"JSON with the {key} {listed}."), to_json({key: items}))


def json_answer(talk: Talk):
    """An answer of another skill, asked for in JSON."""
    in_json = talk.rng.choice((" Answer in JSON.", " Reply in JSON.", " Give me JSON.", " Use JSON.", " Answer as JSON.", " in JSON", " as JSON"))
    draw = talk.rng.random()
    if draw < 0.4 and "name" in talk.facts:
        user, answer = talk.phrase("What is my name?", "What's my name?", "Who am I?"), {"name": talk.facts["name"][1]}
    elif draw < 0.7:
        a, b = draw_sum(talk)
        user, answer = talk.phrase(f"What is {a} + {b}?", f"{a} + {b}?", f"What is {a} plus {b}?"), {"sum": a + b}
    elif draw < 0.85:
        last = talk.rng.randint(2, 20)
        user, answer = talk.phrase(f"Count to {last}."), {"numbers": list(range(1, last + 1))}
    else:
        city = talk.words.city()
        user, answer = talk.phrase(f"What is the capital of {city}?", f"Who is {city}?", f"Where is {city}?"), {"answer": "I do not know"}
    talk.exchange(user.rstrip(".") + in_json if in_json[1] in "ia" else user + in_json, to_json(answer))


def to_json(value) -> str:
    return json.dumps(value, ensure_ascii=False)
