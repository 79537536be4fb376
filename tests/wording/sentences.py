"""Sentences of our own, with the figures in them marked «so», each with what its estimate prints.

Readings that are known to go wrong in other readers are taken from their trackers, a few words each, with the source.
"""

from typing import Final

#: Name of the group: sentences with their marks, and the estimates in order.
SENTENCES: Final[dict[str, list[tuple[str, list[str]]]]] = {
    "lower bounds": [
        (
            "The siege lasted «more than 400 days» and killed «no fewer than 1,150» people.",
            ["more than 400 days", "at least 1,150 people"],
        ),
        (
            "Losses «exceeded 2,000», and the toll has «surpassed 5,000».",
            ["more than 2,000 items", "more than 5,000 items"],
        ),
        ("«A minimum of 80» families fled.", ["at least 80 households"]),
        ("The column held «10,000+» troops.", ["at least 10,000 people"]),
        ("«Not less than 15» bridges were blown up.", ["at least 15 items"]),
        (
            "«At the very least 12» hostages were taken «north of 90 miles» away.",
            ["at least 12 people", "more than 90 miles"],
        ),
        ("The regiment lost «300» men or more.", ["at least 300 people"]),
        (
            "Police held «upward of 70» protesters, «well over 500» in all.",
            ["more than 70 people", "more than 500 items"],
        ),
        (
            "«>7,000» men, «≥ 7,000» men and «7,000 plus».",
            ["more than 7,000 people", "at least 7,000 people", "at least 7,000 items"],
        ),
        ("Damage came to «in excess of €1.2bn».", ["more than 1,200,000,000 EUR"]),
        ("The district counts «500-plus» volunteers.", ["at least 500 people"]),
        ("«At least 200, if not more», were held.", ["at least 200 items"]),
        (
            "«At least around 200» and «more than an additional 1,000» men.",
            ["at least 200 people", "more than 1,000 people"],
        ),
    ],
    "upper bounds": [
        ("«No more than 40» tanks remain, down from «120».", ["at most 40 tanks", "120 items"]),
        ("The bunker holds «a maximum of 60» people.", ["at most 60 people"]),
        (
            "They have «below 100» shells and «fewer than a dozen» guards.",
            ["less than 100 shells", "less than 12 people"],
        ),
        ("«Less than 30%» of the ammunition arrived.", ["less than 30 percent"]),
        ("«As much as $3.5 billion» was lost.", ["up to 3,500,000,000 USD"]),
        ("Losses could be «as high as 6,000».", ["up to 6,000 items"]),
        (
            "«Possibly as many as 500» troops and «up to an estimated 300» more.",
            ["up to 500 people", "up to 300 items"],
        ),
        ("The pay may reach «$900» and the crowd could reach «12,000».", ["up to 900 USD", "up to 12,000 items"]),
        (
            "«200 at most», «200 or fewer», «<= 50» tanks.",
            ["at most 200 items", "at most 200 items", "at most 50 tanks"],
        ),
        ("«Just shy of 500» men; «not quite 40» trucks.", ["nearly 500 people", "nearly 40 vehicles"]),
    ],
    "approximations": [
        ("«Almost 4,000» miners and «some 250» wagons.", ["nearly 4,000 people", "about 250 railcars"]),
        ("«Roughly a hundred» prisoners, «an estimated 4,000» residents.", ["about 100 people", "about 4,000 people"]),
        (
            "«In the region of 3,500» men, «40 or so» rockets, «200 or thereabouts».",
            ["about 3,500 people", "about 40 rockets", "about 200 items"],
        ),
        ("«~7,000» men; «circa 300» boats; «c. 40» guns.", ["about 7,000 people", "about 300 ships", "about 40 items"]),
        (
            "«Just over 90» sorties and «slightly more than 2,000» men.",
            ["just over 90 sorties", "just over 2,000 people"],
        ),
        ("«Perhaps 300» died; «maybe a hundred» fled.", ["about 300 items", "about 100 items"]),
        ("«A couple of thousand» men, «a couple» of drones.", ["about 2,000 people", "about 2 drones"]),
    ],
    "ranges": [
        ("«Ten to fifteen» recruits desert each week.", ["10 to 15 people"]),
        ("Anywhere «between 200 and 300» shells a day fall.", ["200 to 300 shells per day"]),
        ("The blast hurt «5-6» people; «about 60 to 70» trucks left.", ["5 to 6 people", "60 to 70 vehicles"]),
        (
            "It costs «$50 to $60 million», then «$1.5-2 billion», then «€2-3bn».",
            [
                "50,000,000 to 60,000,000 USD",
                "1,500,000,000 to 2,000,000,000 USD",
                "2,000,000,000 to 3,000,000,000 EUR",
            ],
        ),
        (
            "«From five to six thousand» fighters, «10-12,000» troops, «500-1,200» men.",
            ["5,000 to 6,000 people", "10,000 to 12,000 people", "500 to 1,200 people"],
        ),
        (
            "«500 or 600» men, «one or two» soldiers, «two or three hundred» cars.",
            ["500 to 600 people", "1 to 2 people", "200 to 300 vehicles"],
        ),
        (
            "«5-10%», «5% to 10%», «between 5 and 10 per cent».",
            ["5 to 10 percent", "5 to 10 percent", "5 to 10 percent"],
        ),
        (
            "«Between one hundred and two hundred» men, «between five hundred and two thousand» men.",
            ["100 to 200 people", "500 to 2,000 people"],
        ),
        (
            "«30,000 - 40,000» men, «30,000—40,000» men, «3,000-4,000 USD».",
            ["30,000 to 40,000 people", "30,000 to 40,000 people", "3,000 to 4,000 USD"],
        ),
        (
            "«Between about 200 and 300» men and «between $5m and $6m».",
            ["200 to 300 people", "5,000,000 to 6,000,000 USD"],
        ),
        ("«As many as 12,000 to 15,000» soldiers trained.", ["up to 15,000 people"]),
        (
            "«At least 300 but fewer than 400» boats; «more than 20 and up to 30» guns.",
            ["at least 300 and less than 400 ships", "more than 20 and at most 30 items"],
        ),
        ("Guesses run «from 200 to more than 900».", ["at least 200 items"]),
        (
            "«10,000 ± 500» shells, «10,000 give or take 500» men, «10,000 +/- 5%».",
            [
                "9,500 to 10,500 shells, best 10,000",
                "9,500 to 10,500 people, best 10,000",
                "9,500 to 10,500 items, best 10,000",
            ],
        ),
        (
            "«Twenty-odd» tanks and «300-odd» men.",
            ["at least 20 and less than 30 tanks", "at least 300 and less than 400 people"],
        ),
        ("An «8- to 16-meter» gap; temperatures of «-10 to -5 °C».", ["8 to 16 meters", "-10 to -5 degrees Celsius"]),
    ],
    "changes are two figures": [
        ("Casualties rose from «310» to «342».", ["310 items", "342 items"]),
        ("The price was cut sharply from «$350» to «$200».", ["350 USD", "200 USD"]),
        ("The crew shrank from «40» to «25» sailors.", ["40 people", "25 people"]),
        ("Losses rose by «300», up from «20» a week before.", ["300 items", "20 items"]),
    ],
    "vague words": [
        (
            "«Thousands» of civilians fled; «tens of thousands» remain.",
            ["thousands of people", "tens of thousands of items"],
        ),
        (
            "«Several hundred» conscripts, «a few dozen» officers, «a handful» of medics.",
            ["several hundred people", "a few dozen people", "a handful of people"],
        ),
        (
            "«Dozens upon dozens» of graves; losses «in the hundreds» and «in the low thousands».",
            ["dozens of items", "hundreds of items", "low thousands of items"],
        ),
        ("«Scores» of rockets; test scores; «tens» of boats; he scores.", ["scores of rockets", "tens of ships"]),
        (
            "«At least several hundred» men and «perhaps thousands» of women.",
            ["at least several hundred people", "thousands of people"],
        ),
        ("«A small number» of advisers and a “«small number»” of troops.", ["small number of people"] * 2),
        (
            "«Millions of euros», «hundreds of millions of dollars» and «dozens of kilometers».",
            ["millions of EUR", "hundreds of millions of USD", "dozens of kilometers"],
        ),
        ("«A few months» ago and «several years» later.", ["a few months", "several years"]),
    ],
    "numbers": [
        (
            "«Eight million» shells, «two dozen» launchers, «half a dozen» boats, «half a million» men.",
            ["8,000,000 shells", "24 launchers", "6 ships", "500,000 people"],
        ),
        ("«Twenty-one hundred» sailors and «one hundred and five» pilots.", ["2,100 people", "105 people"]),
        ("«One and a half million» leaflets, «two and a half thousand» men.", ["1,500,000 items", "2,500 people"]),
        (
            "«A quarter of a million» people; «three quarters of a million» shells.",
            ["250,000 people", "750,000 shells"],
        ),
        (
            "«1.5m» shells, «20k» rockets, «2.3 million» drones, «1.1 million» rounds.",
            ["1,500,000 shells", "20,000 rockets", "2,300,000 drones", "1,100,000 items"],
        ),
        (
            "«Nine thousand two hundred and fifty» names, «two hundred and fifty thousand» men.",
            ["9,250 items", "250,000 people"],
        ),
        (
            "«7'000» containers, «12 345» ballots, «8\u202f400» people, «12,34,567» voters.",
            ["7,000 containers", "12,345 items", "8,400 people", "1,234,567 items"],
        ),
        ("«Two point five million» people and «2½ million» shells.", ["2,500,000 people", "2,500,000 shells"]),
        ("«Three million two hundred thousand» men; «3 million 200 thousand» men.", ["3,200,000 people"] * 2),
        ("«5 lakh» people and «two crore» voters.", ["500,000 people", "20,000,000 items"]),
        ("«Zero» casualties and «1» flight.", ["0 people", "1 flight"]),
    ],
    "what is counted": [
        (
            "«7,000» North Korean soldiers, «28» military cargo flights, «3» battle tanks.",
            ["7,000 people", "28 flights", "3 tanks"],
        ),
        (
            "«148» ballistic missiles, «9 million» 152mm shells or «6 million» 122mm rockets.",
            ["148 missiles", "9,000,000 shells", "6,000,000 rockets"],
        ),
        ("«200,000» 155-mm shells and «20» T-72 tanks.", ["200,000 shells", "20 tanks"]),
        ("«Two» F-16s and «a dozen» T-90s.", ["2 items", "12 items"]),
        (
            "A «3,000-man» brigade, an «eight-person» crew, a «1.2 million-strong» army.",
            ["3,000 people", "8 people", "1,200,000 people"],
        ),
        ("«Six» soldiers' families and «40» special forces troops.", ["6 households", "40 people"]),
        ("«One» missile and «at least one» missile launcher.", ["1 missile", "at least 1 launcher"]),
        ("«12» U.S. soldiers and «12» US soldiers.", ["12 people", "12 people"]),
        ("The dead numbered «1,200», of a town of «5,000».", ["1,200 items", "5,000 items"]),
        ("Killing «three» and injuring «17», they left «one» dead.", ["3 items", "17 items", "1 person"]),
    ],
    "money, measures, rates": [
        (
            "They earn «$2,000» a month, or «$5»-a-day, or «EUR 40» per week.",
            ["2,000 USD per month", "5 USD per day", "40 EUR per week"],
        ),
        (
            "«US$40m», «£3 million», «500 million rubles», «2 million won» and «20€».",
            ["40,000,000 USD", "3,000,000 GBP", "500,000,000 RUB", "2,000,000 KRW", "20 EUR"],
        ),
        (
            "«300» shells a day, «40» flights a week, «60 km/h», «5 litres» of fuel.",
            ["300 shells per day", "40 flights per week", "60 kph", "5 liters"],
        ),
        (
            "«12 metres» wide, «5 m» deep, «450 km» away, «2,500 square kilometers», «3 km²».",
            ["12 meters", "5 meters", "450 kilometers", "2,500 kilometer**2", "3 kilometer**2"],
        ),
        (
            "«500 kg», «1,200 tonnes», «20,000 tons» of wheat, «20 pounds» of explosives.",
            ["500 kilograms", "1,200 tonnes", "20,000 unspecified tons", "20 pounds"],
        ),
        ("A «40-kilometre»-long column and a «3-km» gap.", ["40 kilometers", "3 kilometers"]),
        ("«62.5 percent», «7%» and «-2.5 per cent».", ["62.5 percent", "7 percent", "-2.5 percent"]),
        (
            "«-25 °C», «30°C», «minus 5 degrees Celsius», «100 degrees Fahrenheit».",
            ["-25 degrees Celsius", "30 degrees Celsius", "-5 degrees Celsius", "100 degrees Fahrenheit"],
        ),
        (
            "«3 years», «2 months» and «11 days», «a couple of weeks».",
            ["3 years", "2 months", "11 days", "about 2 weeks"],
        ),
        ("The wall is «500m» from the river.", ["500 meters"]),
    ],
    "no figures: names": [
        ("The AK-12, RPG-7, T-72, Su-34, 9K720, KN-23, M777, 2S19, Mi-8, F-16s and 3M-14.", []),
        ("A 152mm howitzer, a 7.62 mm rifle, 120-mm mortars and 5.45x39 rounds.", []),
        ("The 810th Brigade, 11th Army Corps, 2nd Battalion, 1st Centre, Task Force 141, Unit 29155.", []),
        ("COP29, the G7, G20, the Group of Seven and the Big Three met.", []),
        ("Article 5, Articles 5 and 6, pages 12-15, Block 4, No. 12, Nos. 3 and 4, Hill 203, Highway 1.", []),
        ("Resolution 1701, Protocol 1, Chapter 7, phase two, World War II, World War Two.", []),
        ("Version 3.11.2 of 192.168.0.1 at https://example.org/2024/7000-soldiers and user@10.example.", []),
        ("Call +44 20 7946 0958, 555-0142 or 800 555 0199.", []),
        ("1. First\n2) Second\n\n(3) Third [4]", []),
        ("A multi-million affair with twenty-twenty vision.", []),
        ("A 5-star, two-state, three-storey, one-way affair; covid-19; Seven Sisters.", []),
    ],
    "no figures: times": [
        ("On October 17, 2024, on 3-5 October, on 9 May, on May 9, by 14/03/2025, on 2024-10-17, on Oct. 3.", []),
        ("In 2022, by 2024, the 2014 war, since 1943, from 2014 to 2022, between 2014 and 2022, in 2022-23.", []),
        ("At 06:30, 6 p.m., 8am, 0600 GMT, 1400 hours, nine o'clock, in the 1990s and the '80s.", []),
        ("The 44-year-old, aged 30, his 12-year-old, Ivan Petrov, 44, and a man 45 years old.", []),
        ("A two-day visit, a 24-hour curfew, the first, the 21st and a third time.", []),
        ("Over the weekend, over the next few months, around the clock, up to now.", []),
    ],
    "no figures: other": [
        ("One must ask; no one knew; one of the heaviest raids; one another; one day; this one.", []),
        ("They lost 3-1, won 52-48 and drew 2-2; three times as many; tenfold; 10 times.", []),
        ("The 10.000 soldiers were not 7,000; it isn't 500; rather than 300 men.", []),
        ("The two sides and their three leaders met.", []),
        ("48°30'N; zero tolerance; ground zero; J$20; 1.2.3.", []),
    ],
    "figures beside what is none": [
        (
            "In 2024 «300» soldiers came; «2000» soldiers left; «about 2000» stayed; «1950» were killed.",
            ["300 people", "2,000 people", "about 2,000 items", "1,950 items"],
        ),
        ("On 22 November «190,000» troops moved at 5 a.m. on the 1,000th day.", ["190,000 people"]),
        (
            "They handed over «300» prisoners and talked about «200» men; about the «400» he was silent.",
            ["300 people", "200 people", "400 items"],
        ),
        (
            "Some say «2,000» came, not 300 but «500» soldiers; «not even 500».",
            ["2,000 items", "500 people", "less than 500 items"],
        ),
        ("The 72nd Brigade, «80,000-strong», holds «25 km» of front.", ["80,000 people", "25 kilometers"]),
    ],
    "more of each kind": [
        (
            "«Zero point zero eight percent», «forty-two and a third tonnes», «twenty» and «a third» of them.",
            ["0.08 percent", "42.3333333333 tonnes", "20 items", "0.333333333333 ratio"],
        ),
        (
            "It cost «$4.5bn-$5bn» for «twelve-hundred» men, «a hundred-and-twenty» men, «a dozen-odd» boats.",
            ["4,500,000,000 to 5,000,000,000 USD", "1,200 people", "120 people", "about 12 ships"],
        ),
        ("Soldiers («about 200») and officers («12») came; (2) some.", ["about 200 items", "12 items"]),
        (
            "«15-20» a day, a «25,000-tonne» ship, «1.2-million-strong».",
            ["15 to 20 items per day", "25,000 tonnes", "1,200,000 people"],
        ),
        (
            "«About 30 percent» of the men came several times, on 3 and 5 October or on October 3-5.",
            ["about 30 percent"],
        ),
        (
            "«12 litres/day», «300» shells daily, a «500-pound» bomb, «2 square metres», a «3m»-long boat.",
            ["12 liters per day", "300 shells per day", "500 pounds", "2 meter**2", "3 meters"],
        ),
        ("A-2-173, code 12-c, (5), a 5G mast, 10:30:45, 10.30.45 and «Rs 500».", ["500 INR"]),
        ("At the unit «300» soldiers waited; Articles 5 and «6» men.", ["300 people", "6 people"]),
        (
            "«At least one» convoy and «one» village; «one in 12» of them.",
            ["at least 1 item", "1 settlement", "0.0833333333333 ratio"],
        ),
        (
            "«3 thousand million» shells, «2 million and a half» men, «2 and a half tonnes», «2 1/2 tonnes» and «1/2».",
            ["3,000,000,000 shells", "2,500,000 people", "2.5 tonnes", "2.5 tonnes", "0.5 ratio"],
        ),
        (
            "«Two-and-a-half million» men, «two-thirds» of it, «one billion and a half million»; «half-million» men.",
            ["2,500,000 people", "0.666666666667 ratio", "1,000,500,000 items", "500,000 people"],
        ),
        (
            "«From 20 to under 40» boats; «10-to-12» men; «from 20 up to 30» men; «30 to 40 percent».",
            ["at least 20 and less than 40 ships", "10 to 12 people", "20 to 30 people", "30 to 40 percent"],
        ),
        (
            "«300» or «4,000» men; «20 km» to «30 miles»; «5 km» or «20» men; «3» or «half» of it.",
            [
                "300 people",
                "4,000 people",
                "20 kilometers",
                "30 miles",
                "5 kilometers",
                "20 people",
                "3 items",
                "0.5 ratio",
            ],
        ),
        ("The third, the first half, a third brigade and a quarter past noon.", []),
        (
            "«As few as 50», «at least four», «no fewer than 20» and «not under 30».",
            ["at least 50 items", "at least 4 items", "at least 20 items", "at least 30 items"],
        ),
        (
            "«One thousand, two hundred» men and «one thousand», «two» of them.",
            ["1,200 people", "1,000 items", "2 items"],
        ),
        ("He lost 12,34 and 1,5 million, or «around 40» in all; 120 000 1 is a row.", ["about 40 items"]),
        ("«More than 200-300» men; «less than 200-300» men.", ["more than 200 people", "less than 300 people"]),
        (
            "«10 percent» to «20» men and «$300 to $400» of «$5 to 6 million».",
            ["10 percent", "20 people", "300 to 400 USD", "5,000,000 to 6,000,000 USD"],
        ),
    ],
}
