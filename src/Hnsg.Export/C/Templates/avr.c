/* For the self-test on an AVR, not for your project: puts on the first serial port, a clock, and a halt that also ends
 * the simulator simavr. */
#include <avr/interrupt.h>
#include <avr/io.h>
#include <avr/sleep.h>
#include <stdint.h>

int puts(const char *text);
uint32_t elapsed(void);
void leave(void);

static void put(char letter)
{
    while ((UCSR0A & (1u << UDRE0)) == 0u) {
    }
    UDR0 = (uint8_t)letter;
}

int puts(const char *text)
{
    UCSR0B |= (uint8_t)(1u << TXEN0);
    for (; *text != '\0'; text++) {
        put(*text);
    }
    put('\n');
    return 0;
}

/* Time since the last call, in units of 1024 cycles. */
uint32_t elapsed(void)
{
    static uint16_t last;
    uint16_t now = TCNT1;
    uint16_t gone = (uint16_t)(now - last);
    TCCR1B = (uint8_t)((1u << CS12) | (1u << CS10));
    last = now;
    return gone;
}

/* After main: sleep with interrupts off. */
__attribute__((used, section(".fini1"))) void leave(void)
{
    cli();
    sleep_enable();
    sleep_cpu();
}
